/** What is known about going back: how far it is proven, how long it takes, when it was drilled. Pure. */

import type { LastDrillView, StatusView } from '@holdfast/contract';
import type { BackupRecord, RestoreRecord } from '@holdfast/catalog';

/** @param restores of one application, newest first. */
export function recoveryOf(
  lastGood: BackupRecord | null,
  restores: readonly RestoreRecord[],
  nextDrill: string | null,
): StatusView['recovery'] {
  return {
    provenTo: lastGood?.verificationLevel ?? null,
    measuredRestoreSeconds: measuredSeconds(restores),
    lastDrill: lastDrillView(restores.find(({ mode }) => mode === 'drill')),
    nextDrill,
  };
}

/** A preview restores nothing, and a few tables say nothing about the whole. */
function measuredSeconds(restores: readonly RestoreRecord[]): number | null {
  const last = restores.find(
    ({ status, mode, strategy }) =>
      status === 'success' && (mode === 'drill' || (mode === 'apply' && strategy !== 'tables')),
  );
  if (last === undefined) return null;
  if (last.drill !== null) return secondsOf(last.drill.recoveryMs);
  if (last.startedAt === null || last.completedAt === null) return null;
  return secondsOf(Date.parse(last.completedAt) - Date.parse(last.startedAt));
}

function lastDrillView(record: RestoreRecord | undefined): LastDrillView | null {
  if (record === undefined) return null;
  const { id: restoreId, backupId, startedAt, createdAt, status, drill } = record;
  const recoverySeconds = drill === null ? null : secondsOf(drill.recoveryMs);
  return { restoreId, backupId, time: startedAt ?? createdAt, status, recoverySeconds };
}

function secondsOf(milliseconds: number): number {
  return Math.round(milliseconds / 1000);
}
