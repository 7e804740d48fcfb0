/** Verifies a stored backup on demand: every byte is read again and held against its manifest. */

import type { AcceptedView } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';
import { asHoldfastError, HoldfastError, type Clock, type Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { JsonLogger } from '../logging/json-logger.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { verificationFailed } from './backup-notifications.js';
import { BackupProgress } from './backup-progress.js';
import { BackupRecords } from './backup-records.service.js';
import { BackupUsage } from './backup-usage.service.js';

/** These say that the package is bad; anything else only says that it could not be read now. */
const DAMAGE_CODES = new Set(['BACKUP_CORRUPTED', 'PACKAGE_INVALID']);

@Injectable()
export class VerificationService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly records: BackupRecords,
    private readonly usage: BackupUsage,
    private readonly progress: BackupProgress,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
    private readonly logger: JsonLogger,
  ) {}

  /** @throws BACKUP_NOT_FOUND, INVALID_STATE, JOB_ALREADY_RUNNING */
  async request(id: string, requester: Requester): Promise<AcceptedView> {
    const record = await this.records.get(id);
    if (record.status !== 'success') {
      throw new HoldfastError('INVALID_STATE', 'Only a successful backup can be verified.');
    }
    const { appId, workspaceId, trigger } = record;
    const slot = this.queue.reserve({ id, kind: 'verification', appId, workspaceId, triggerType: trigger });
    slot.start((signal) => this.#run(record, requester, signal));
    return { id, status: 'running' };
  }

  async #run(record: BackupRecord, requester: Requester, signal: AbortSignal): Promise<void> {
    const { id, appId } = record;
    try {
      const release = this.usage.hold(id);
      try {
        await this.engine.verifyBackup({
          appId,
          backupId: id,
          onProgress: (progress) => this.progress.note(id, { ...progress, phase: 'reading-back' }),
          signal,
        });
      } finally {
        release();
        this.progress.forget(id);
      }
      await this.#passed(record, requester);
    } catch (error) {
      await this.#failed(record, requester, asHoldfastError(signal.aborted ? signal.reason : error));
    }
  }

  async #passed({ id, verificationLevel }: BackupRecord, requester: Requester): Promise<void> {
    const isHigher = verificationLevel === 'restored' || verificationLevel === 'matched';
    await this.records.change(id, {
      verificationLevel: isHigher ? verificationLevel : 'readable',
      verifiedAt: this.clock.now().toISOString(),
    });
    this.logger.info('Backup verified', { backupId: id });
    await this.audit.record(requester, { action: 'backup.verify', target: id, outcome: 'success' });
  }

  async #failed(record: BackupRecord, requester: Requester, reason: HoldfastError): Promise<void> {
    const { id, anomalies } = record;
    const { code, message, hint } = reason;
    this.logger.error('Backup not verified', { backupId: id, code, error: reason });
    const details = { errorCode: code };
    await this.audit.record(requester, { action: 'backup.verify', target: id, outcome: 'failure', details });
    if (!DAMAGE_CODES.has(code)) return;
    await this.records.change(id, {
      verificationLevel: null,
      verifiedAt: this.clock.now().toISOString(),
      anomalies: [...anomalies, { code, severity: 'blocker', message, hint }],
      areAnomaliesAcknowledged: false,
    });
    this.notifications.notify(verificationFailed(record, message));
  }
}
