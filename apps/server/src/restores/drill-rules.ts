/** What a drill that failed says: something about the backup, or only about this machine. Pure. */

import type { RestoreRecord } from '@holdfast/catalog';

const CODES_OF_MACHINE: readonly string[] = ['TOOL_MISSING', 'TOOL_TOO_OLD'];

/** The machine lacks the programs that a drill needs: every drill will fail until they are there. */
export function isDrillImpossible({ errorCode }: RestoreRecord): boolean {
  return errorCode !== null && CODES_OF_MACHINE.includes(errorCode);
}

/** Whether it came to an end of its own: neither cancelled nor cut off. */
export function hasDrillEnded({ mode, status, errorCode }: RestoreRecord): boolean {
  return mode === 'drill' && (status === 'success' || (status === 'failed' && errorCode !== 'INTERRUPTED'));
}
