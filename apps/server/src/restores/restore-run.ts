/** One restore as it is carried out. */

import type { RestoreRecord } from '@holdfast/catalog';
import type { Application, Destination } from '@holdfast/engine';

export interface RestoreRun {
  record: RestoreRecord;
  application: Application;
  /** Where it is read from; null: the console's own storage. */
  from: Destination | null;
  isExact: boolean;
  isForeignAcknowledged: boolean;
  signal: AbortSignal;
}

/** The part of every request to the engine that says which package is meant. */
export function packageOf({ record, from }: RestoreRun) {
  const { appId, backupId } = record;
  return { appId, backupId, ...(from === null ? {} : { from }) };
}
