/** Cleans up after each backup and on demand. Which backups may go is decided by the engine's pure rules. */

import type { BackupRecord, SettingsRecord } from '@holdfast/catalog';
import {
  asHoldfastError,
  decideRetention,
  type RetentionDecision,
  type RetentionPolicy,
} from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { SYSTEM, type Requester } from '../auth/requester.decorator.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { CautiousTime } from '../engine/cautious-time.js';
import { JsonLogger } from '../logging/json-logger.js';
import { SettingsStore } from '../settings/settings-store.service.js';
import { BackupDeletion } from './backup-deletion.js';
import { BackupRecords, isGood } from './backup-records.service.js';
import { BackupUsage } from './backup-usage.service.js';
import { PackageInventory, type Inventory } from './package-inventory.service.js';
import { retentionCandidatesOf } from './retention-candidates.js';

export interface RetentionRun {
  isDryRun: boolean;
  /** Deleted, or in a dry run those that would be. */
  deletedIds: string[];
  /** Why nothing is deleted at all; null where the rules were applied. */
  standstill: string | null;
}

@Injectable()
export class RetentionService {
  /** One run after another: two at once would decide on the same backups. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly time: CautiousTime,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly settings: SettingsStore,
    private readonly records: BackupRecords,
    private readonly usage: BackupUsage,
    private readonly inventory: PackageInventory,
    private readonly deletion: BackupDeletion,
    private readonly audit: AuditService,
    private readonly logger: JsonLogger,
  ) {}

  runInBackground(appId: string): void {
    this.run(appId, SYSTEM).catch((error: unknown) => {
      this.logger.error('The clean-up failed; it is tried again after the next backup', { appId, error });
    });
  }

  /** Resolves when no clean-up runs any more. */
  async idle(): Promise<void> {
    await this.#last.catch(() => undefined);
  }

  run(appId: string, requester: Requester, isDryRun = false): Promise<RetentionRun> {
    const run = this.#last.catch(() => undefined).then(() => this.#run(appId, requester, isDryRun));
    this.#last = run;
    return run;
  }

  async #run(appId: string, requester: Requester, isDryRun: boolean): Promise<RetentionRun> {
    if (!isDryRun) await this.deletion.finishAll();
    const records = await this.records.list((record) => record.appId === appId);
    const { deleteIds, standstill } = await this.#decide(records);
    if (standstill !== null) this.logger.warn('The clean-up stands still', { appId, standstill });
    if (isDryRun || deleteIds.length === 0) return { isDryRun, deletedIds: deleteIds, standstill };
    const chosen = records.filter(({ id }) => deleteIds.includes(id));
    return { isDryRun, deletedIds: await this.#delete(chosen, requester), standstill };
  }

  async #decide(records: readonly BackupRecord[]): Promise<RetentionDecision> {
    let inventory: Inventory;
    try {
      inventory = await this.inventory.refresh();
    } catch (error) {
      return standStill(`the storage cannot be listed: ${asHoldfastError(error).message}`);
    }
    const doubt = doubtAbout(inventory, records);
    if (doubt !== null) return standStill(doubt);
    const candidates = retentionCandidatesOf(records, inventory, this.usage);
    return decideRetention(candidates, policyOf(await this.settings.current(), this.config), this.time.now());
  }

  async #delete(chosen: readonly BackupRecord[], requester: Requester): Promise<string[]> {
    const deleted: string[] = [];
    for (const record of chosen) {
      try {
        await this.deletion.carryOut(record);
        deleted.push(record.id);
        await this.#audit(record, requester, 'success');
      } catch (error) {
        this.logger.error('A backup could not be cleaned up', { backupId: record.id, error });
        await this.#audit(record, requester, 'failure');
      }
    }
    return deleted;
  }

  #audit(record: BackupRecord, requester: Requester, outcome: 'success' | 'failure'): Promise<void> {
    const details = { createdAt: record.createdAt, sizeBytes: record.sizeBytes };
    return this.audit.record(requester, { action: 'retention.delete', target: record.id, outcome, details });
  }
}

function policyOf({ backup }: SettingsRecord, config: ServerConfig): RetentionPolicy {
  const { retentionDays: days, retentionCount: count } = backup;
  return { days, count, maxTotalBytes: config.backup.maxTotalBytes };
}

/** A listing that lacks the newest good backup is a sign of a lost or unmounted storage, not a reason to delete. */
function doubtAbout({ packages }: Inventory, records: readonly BackupRecord[]): string | null {
  const newest = records.find(isGood);
  if (newest === undefined || packages.has(newest.id)) return null;
  return `the newest good backup, ${newest.id}, is missing or damaged on the storage`;
}

function standStill(reason: string): RetentionDecision {
  return { deleteIds: [], standstill: reason };
}
