/** Words of the contract in the reader's language. */

import type { BackupPhase, RestorePhase, VerificationLevel } from '@holdfast/contract';

import type { Text } from '../messages/text.js';

export function phaseName(phase: BackupPhase | RestorePhase, text: Text): string {
  return text(`phase.${phase}`);
}

/** Never more than what is proven. */
export function levelName(level: VerificationLevel | null, text: Text): string {
  return level === null ? '–' : text(`level.${level}`);
}
