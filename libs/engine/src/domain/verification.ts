/** Verification levels: how far a backup is proven. Never overstated. */

import { VERIFICATION_LEVELS, type VerificationLevel } from '@holdfast/contract';

export function isAtLeast(level: VerificationLevel | null, wanted: VerificationLevel): boolean {
  return level !== null && VERIFICATION_LEVELS.indexOf(level) >= VERIFICATION_LEVELS.indexOf(wanted);
}
