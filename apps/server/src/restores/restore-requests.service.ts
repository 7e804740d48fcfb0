/** Asks for a restore, a drill or a preview: everything that can be refused at once is refused here. */

import type { AcceptedView, CreateRestoreBody, RestoreMode } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';
import { HoldfastError, type Application, type Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ApplicationsService } from '../applications/applications.service.js';
import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { BackupRecords } from '../backups/backup-records.service.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JOB_QUEUE, type JobKind, type JobQueue } from '../jobs/job-queue.js';
import { newRestoreId, newRestoreRecord } from './new-restore-record.js';
import { RestoreAftermath } from './restore-aftermath.js';
import { plainChoice, restoreChoiceOf, type RestoreChoice } from './restore-choice.js';
import { RestoreRecords } from './restore-records.service.js';
import { RestoreRunner } from './restore-runner.js';
import { RestoreSource } from './restore-source.service.js';

const JOB_KINDS = { apply: 'restore', drill: 'drill', preview: 'preview' } as const satisfies Record<
  RestoreMode,
  JobKind
>;
const ACTIONS = { apply: 'restore.start', drill: 'restore.drill', preview: 'restore.preview' } as const;

interface Order {
  backup: BackupRecord;
  application: Application;
  choice: RestoreChoice;
  requester: Requester;
  triggerType: 'manual' | 'schedule';
}

@Injectable()
export class RestoreRequests {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly applications: ApplicationsService,
    private readonly backups: BackupRecords,
    private readonly records: RestoreRecords,
    private readonly source: RestoreSource,
    private readonly runner: RestoreRunner,
    private readonly aftermath: RestoreAftermath,
    private readonly audit: AuditService,
  ) {}

  /** @throws VALIDATION_FAILED, CONFIRMATION_REQUIRED, PACKAGE_NOT_TRUSTED, TABLE_NOT_IN_BACKUP, … */
  async request(backupId: string, body: CreateRestoreBody, requester: Requester): Promise<AcceptedView> {
    const choice = restoreChoiceOf(body);
    const { backup, application } = await this.#restorable(backupId);
    if (choice.mode === 'apply') assertConfirmed(application, body.confirm);
    return this.#start({ backup, application, choice, requester, triggerType: 'manual' });
  }

  /** For clients of the dialect, whose own dialog has asked already: asking for it is the confirmation. */
  async requestConfirmed(backupId: string, requester: Requester): Promise<AcceptedView> {
    const choice = plainChoice('apply');
    return this.#start({ ...(await this.#restorable(backupId)), choice, requester, triggerType: 'manual' });
  }

  async requestDrill(
    backupId: string,
    requester: Requester,
    triggerType: Order['triggerType'] = 'manual',
  ): Promise<AcceptedView> {
    const choice = plainChoice('drill');
    return this.#start({ ...(await this.#restorable(backupId)), choice, requester, triggerType });
  }

  async #restorable(backupId: string): Promise<{ backup: BackupRecord; application: Application }> {
    const backup = await this.backups.get(backupId);
    if (backup.status !== 'success' || backup.deletionStartedAt !== null) {
      throw new HoldfastError('BACKUP_NOT_RESTORABLE', `Backup ${backupId} is ${wordFor(backup)}.`, {
        hint: 'Choose a backup that succeeded.',
      });
    }
    return { backup, application: this.applications.get(backup.appId) };
  }

  async #start({ backup, application, choice, requester, triggerType }: Order): Promise<AcceptedView> {
    const from = await this.source.open(backup, choice);
    const now = this.clock.now();
    const id = newRestoreId(now);
    const { appId, workspaceId, name: appName } = application;
    const slot = this.queue.reserve({ id, kind: JOB_KINDS[choice.mode], appId, workspaceId, triggerType });
    try {
      const order = { backup, appName, choice, requestedBy: requester.actor };
      const record = await this.records.insert(newRestoreRecord(id, order, now));
      await this.#audit(id, { backup, choice, requester });
      const { isExact, isForeignAcknowledged } = choice;
      slot.start(
        (signal) => this.runner.run({ record, application, from, isExact, isForeignAcknowledged, signal }),
        () => this.aftermath.of(id),
      );
    } catch (error) {
      slot.release();
      throw error;
    }
    return { id, status: 'pending' };
  }

  #audit(
    target: string,
    { backup, choice, requester }: Pick<Order, 'backup' | 'choice' | 'requester'>,
  ): Promise<void> {
    const { mode, strategy, tables, destinationId, isForeignAcknowledged } = choice;
    const details = {
      backupId: backup.id,
      ...(mode === 'drill' ? {} : { strategy }),
      ...(strategy === 'tables' ? { tables: tables.join(', ').slice(0, 1000) } : {}),
      ...(destinationId === null ? {} : { destinationId }),
      ...(isForeignAcknowledged ? { isForeignAcknowledged } : {}),
    };
    return this.audit.record(requester, { action: ACTIONS[mode], target, outcome: 'success', details });
  }
}

function assertConfirmed(application: Application, confirm: string | undefined): void {
  if (confirm === application.name) return;
  throw new HoldfastError(
    'CONFIRMATION_REQUIRED',
    'A restore replaces the current data. Confirm it with the application’s name.',
    { hint: `Send "confirm": ${JSON.stringify(application.name)}.` },
  );
}

function wordFor({ status, deletionStartedAt }: BackupRecord): string {
  return deletionStartedAt === null ? status : 'being deleted';
}
