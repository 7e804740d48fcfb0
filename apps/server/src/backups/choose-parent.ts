/** What a differential or incremental backup builds on. Pure. */

import type { BackupType, ProblemNote } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';
import { isAtLeast } from '@holdfast/engine';

export interface Lineage {
  type: BackupType;
  parent: BackupRecord | null;
  /** Why it is another type than what was asked for, where that is as it should be. */
  notes: ProblemNote[];
}

/**
 * A differential backup builds on the newest full one, an incremental one on the newest of any type, until
 * the chain is as long as the settings allow. Only on what this installation signed and read to its end:
 * a chain is as trustworthy as its weakest link. A snapshot before a restore holds what was wrong, and goes
 * sooner than others: nothing builds on it.
 * @param goodNewestFirst good backups of the application
 */
export function chooseParent(
  type: BackupType,
  goodNewestFirst: readonly BackupRecord[],
  maxChainLength: number,
): Lineage {
  const solid = goodNewestFirst.filter(canBeBuiltOn);
  if (type === 'full') return { type, parent: null, notes: [] };
  if (type === 'differential') {
    return { type, parent: solid.find((record) => record.type === 'full') ?? null, notes: [] };
  }
  const parent = solid[0] ?? null;
  if (parent === null || linksBefore(parent, solid) < maxChainLength) return { type, parent, notes: [] };
  return { type: 'full', parent: null, notes: [chainIsComplete(maxChainLength)] };
}

function canBeBuiltOn({ authenticity, verificationLevel, trigger }: BackupRecord): boolean {
  return authenticity === 'own' && isAtLeast(verificationLevel, 'readable') && trigger !== 'pre-restore';
}

/** How many backups in a row build on another, up to this one; infinite where a link is not there. */
function linksBefore({ parentBackupId }: BackupRecord, solid: readonly BackupRecord[]): number {
  if (parentBackupId === null) return 0;
  const parent = solid.find(({ id }) => id === parentBackupId);
  return parent === undefined ? Infinity : 1 + linksBefore(parent, solid);
}

function chainIsComplete(maxChainLength: number): ProblemNote {
  return {
    code: 'CHAIN_COMPLETE',
    severity: 'info',
    message: `A chain has at most ${maxChainLength} incremental backups: this full one begins the next.`,
    hint: null,
  };
}
