/** Records how a restore ended, and what that proves about its backup. */

import type { RestoreReport } from '@holdfast/contract';
import { HoldfastError, type Clock, type DatabaseReplacement } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { BackupRecords } from '../backups/backup-records.service.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { Redactor } from '../logging/redactor.js';
import { SettingsStore } from '../settings/settings-store.service.js';
import { RestoreRecords } from './restore-records.service.js';

const HOUR_MS = 3_600_000;

export interface RestoreEnding {
  status: 'failed' | 'canceled';
  reason: HoldfastError;
}

export const INTERRUPTED: RestoreEnding = {
  status: 'failed',
  reason: new HoldfastError(
    'INTERRUPTED',
    'The console stopped while this restore was running. The data is unchanged.',
    { hint: 'Start the restore again.' },
  ),
};

@Injectable()
export class RestoreOutcome {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: RestoreRecords,
    private readonly backups: BackupRecords,
    private readonly settings: SettingsStore,
    private readonly redactor: Redactor,
    private readonly logger: JsonLogger,
  ) {}

  async succeeded(id: string, report: RestoreReport, replacements: DatabaseReplacement[]): Promise<void> {
    const hasKeptDatabases = replacements.length > 0;
    await this.#proveBackupOf(id);
    await this.records.moveTo(id, 'success', {
      phase: 'done',
      completedAt: this.clock.now().toISOString(),
      report,
      replacements,
      hasKeptDatabases,
      undoExpiresAt: hasKeptDatabases ? await this.#undoExpiry() : null,
    });
    this.logger.info('Restore succeeded', { restoreId: id, comparedTables: report.comparedTables });
  }

  async failed(id: string, { status, reason }: RestoreEnding): Promise<void> {
    await this.records.moveTo(id, status, {
      completedAt: this.clock.now().toISOString(),
      errorCode: reason.code,
      errorMessage: this.redactor.text(reason.message),
      errorHint: reason.hint,
    });
    const { code, hint } = reason;
    this.logger.error(`Restore ${status}`, { restoreId: id, code, hint, error: reason });
  }

  /** A restore succeeds only if every table equals the backup: there is no stronger proof of a backup. */
  async #proveBackupOf(id: string): Promise<void> {
    const { backupId } = await this.records.get(id);
    const [backup] = await this.backups.list((record) => record.id === backupId);
    if (backup === undefined) return;
    const verifiedAt = this.clock.now().toISOString();
    await this.backups.change(backupId, { verificationLevel: 'matched', verifiedAt });
  }

  async #undoExpiry(): Promise<string> {
    const { undoHours } = (await this.settings.current()).restore;
    return new Date(this.clock.now().getTime() + undoHours * HOUR_MS).toISOString();
  }
}
