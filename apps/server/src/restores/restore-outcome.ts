/** Records how a restore, a drill or a preview ended, and what that proves about its backup. */

import type { DrillReport, PreviewReport, RestoreReport } from '@holdfast/contract';
import type { RestoreRecord } from '@holdfast/catalog';
import {
  HoldfastError,
  type Clock,
  type DatabaseReplacement,
  type TablesReplacement,
} from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { BackupProof } from '../backups/backup-proof.service.js';
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

/** What stands on the server after a restore. */
export interface MadeOnServer {
  replacements?: readonly DatabaseReplacement[];
  tablesReplacements?: readonly TablesReplacement[];
}

export const INTERRUPTED: RestoreEnding = {
  status: 'failed',
  reason: new HoldfastError(
    'INTERRUPTED',
    'The console stopped while this was running. The data is unchanged.',
    { hint: 'Start it again.' },
  ),
};

@Injectable()
export class RestoreOutcome {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: RestoreRecords,
    private readonly proof: BackupProof,
    private readonly settings: SettingsStore,
    private readonly redactor: Redactor,
    private readonly logger: JsonLogger,
  ) {}

  async restored(id: string, report: RestoreReport, made: MadeOnServer): Promise<void> {
    const { replacements = [], tablesReplacements = [] } = made;
    const hasKeptDatabases = replacements.length + tablesReplacements.length > 0;
    const record = await this.records.get(id);
    // It succeeds only if every table equals the backup. Chosen tables prove nothing about the others.
    if (record.strategy !== 'tables') await this.#prove(record, 'matched');
    await this.#succeed(id, {
      report,
      replacements: [...replacements],
      tablesReplacements: [...tablesReplacements],
      hasKeptDatabases,
      undoExpiresAt: hasKeptDatabases ? await this.#undoExpiry() : null,
    });
    this.logger.info('Restore succeeded', { restoreId: id, comparedTables: report.comparedTables });
  }

  async drilled(id: string, drill: DrillReport): Promise<void> {
    await this.#prove(await this.records.get(id), drill.level);
    await this.#succeed(id, { drill });
    const { level, recoveryMs } = drill;
    this.logger.info('Drill succeeded', { restoreId: id, level, recoveryMs });
  }

  async previewed(id: string, preview: PreviewReport): Promise<void> {
    await this.#succeed(id, { preview });
  }

  async failed(id: string, { status, reason }: RestoreEnding): Promise<void> {
    const drill = drillIn(reason);
    const record = await this.records.moveTo(id, status, {
      completedAt: this.clock.now().toISOString(),
      errorCode: reason.code,
      errorMessage: this.redactor.text(reason.message),
      errorHint: reason.hint,
      ...(drill === null ? {} : { drill: this.redactor.deep(drill) as DrillReport }),
    });
    const { mode, backupId } = record;
    const { code, hint } = reason;
    this.logger.error(`Restore ${status}`, { restoreId: id, mode, code, hint, error: reason });
    if (mode !== 'drill' || record.destinationId !== null) return;
    if (drill?.tables.some(({ isEqual }) => !isEqual) === true) await this.proof.contradict(backupId);
    await this.proof.noteDamage(backupId, reason);
  }

  async #succeed(id: string, changes: Partial<Omit<RestoreRecord, 'id' | 'status'>>): Promise<void> {
    const completedAt = this.clock.now().toISOString();
    await this.records.moveTo(id, 'success', { phase: 'done', completedAt, ...changes });
  }

  /** What was read from a copy proves the copy, not the package that the console keeps. */
  async #prove({ backupId, destinationId }: RestoreRecord, level: DrillReport['level']): Promise<void> {
    if (destinationId === null) await this.proof.raise(backupId, level);
  }

  async #undoExpiry(): Promise<string> {
    const { undoHours } = (await this.settings.current()).restore;
    return new Date(this.clock.now().getTime() + undoHours * HOUR_MS).toISOString();
  }
}

/** How far a drill came that failed; the engine puts it into the error. */
function drillIn({ details }: HoldfastError): DrillReport | null {
  return (details['drill'] as DrillReport | undefined) ?? null;
}
