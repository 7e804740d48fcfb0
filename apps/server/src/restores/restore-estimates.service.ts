/** Estimates how long a restore will take, from the records of those that were measured. */

import type { RestoreEstimate } from '@holdfast/contract';
import type { BackupRecord, RestoreRecord } from '@holdfast/catalog';
import type { Engine, Manifest } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { BackupRecords } from '../backups/backup-records.service.js';
import { ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { estimateFrom, type MeasuredRun } from './restore-estimate.js';
import { RestoreRecords } from './restore-records.service.js';
import { packageOf, type RestoreRun } from './restore-run.js';

@Injectable()
export class RestoreEstimates {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly records: RestoreRecords,
    private readonly backups: BackupRecords,
    private readonly logger: JsonLogger,
  ) {}

  /** Null where nothing was measured. A preview does not fail for want of an estimate. */
  async of(run: RestoreRun): Promise<RestoreEstimate | null> {
    const { record } = run;
    try {
      const backup = await this.backups.get(record.backupId);
      const rawBytes = rawBytesOf(backup);
      const loadedBytes = Math.round(rawBytes * (await this.#loadedShare(run)));
      const { appId, strategy } = record;
      const order = { appId, strategy, rawBytes, loadedBytes, backupMs: backup.durationMs };
      return estimateFrom(await this.#measured(), order);
    } catch (error) {
      this.logger.warn('How long a restore will take cannot be estimated', { restoreId: record.id, error });
      return null;
    }
  }

  async #loadedShare(run: RestoreRun): Promise<number> {
    const { strategy, tables } = run.record;
    if (strategy !== 'tables') return 1;
    const { from, ...ref } = packageOf(run);
    return shareOf(await this.engine.readManifest(ref, from), new Set(tables));
  }

  async #measured(): Promise<MeasuredRun[]> {
    const restores = await this.records.list(isMeasured);
    const sizes = new Map((await this.backups.list()).map((backup) => [backup.id, rawBytesOf(backup)]));
    return restores.map(({ appId, backupId, report, drill }) => ({
      appId,
      rawBytes: sizes.get(backupId) ?? 0,
      phases: drill?.phases ?? report?.phases ?? [],
    }));
  }
}

function isMeasured({ mode, status, strategy }: RestoreRecord): boolean {
  return status === 'success' && (mode === 'drill' || (mode === 'apply' && strategy !== 'tables'));
}

function rawBytesOf({ components }: BackupRecord): number {
  return components.reduce((sum, { rawSizeBytes }) => sum + rawSizeBytes, 0);
}

function shareOf({ components }: Manifest, chosen: ReadonlySet<string>): number {
  const all = components.flatMap(({ fingerprint }) => fingerprint.tables);
  const bytesOf = (tables: typeof all) => tables.reduce((sum, { bytes }) => sum + bytes, 0);
  const total = bytesOf(all);
  return total === 0 ? 1 : bytesOf(all.filter(({ name }) => chosen.has(name))) / total;
}
