/** Names of scratch databases on a server that others use too. Only what carries them is ever dropped. */

import { createHash, randomBytes } from 'node:crypto';

import type { DatabaseReplacement } from '../../../domain/database-replacement.js';
import { isReplacementOf } from '../replacement-names.js';

const SCRATCH = /^(holdfast_drill_[0-9a-f]{12})__restoring_[0-9a-f]{12}$/;

export interface ScratchDatabase {
  /** What the drill's source calls it; it never exists under this name. */
  liveName: string;
  /** The database that the drill loads into. */
  besideName: string;
}

export function newScratchName(): string {
  return `holdfast_drill_${randomBytes(6).toString('hex')}`;
}

/** Null where the name was not given by a drill. */
export function scratchDatabase(besideName: string): ScratchDatabase | null {
  const liveName = SCRATCH.exec(besideName)?.[1];
  if (liveName === undefined || !isReplacementOf(liveName, besideName)) return null;
  return { liveName, besideName };
}

/** For dropping it: a drill's database is only ever loaded beside. */
export function replacementOf({ liveName, besideName }: ScratchDatabase): DatabaseReplacement {
  return { componentName: '', liveName, besideName, keptName: '', undoneName: '' };
}

/** Two integers for an advisory lock; the first one says whose it is. */
export function lockKeys(liveName: string): [number, number] {
  const digest = createHash('sha256').update(liveName).digest();
  return [0x686f6c64, digest.readInt32BE(0)];
}
