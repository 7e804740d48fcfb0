/** Verifies a stored backup on demand: every byte is read again and held against its manifest. */

import type { AcceptedView } from '@holdfast/contract';
import type { BackupRecord } from '@holdfast/catalog';
import { asHoldfastError, HoldfastError, type Engine, type VerifyRequest } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { ENGINE } from '../engine/engine.tokens.js';
import { JOB_QUEUE, type JobQueue } from '../jobs/job-queue.js';
import { JsonLogger } from '../logging/json-logger.js';
import { BackupProgress } from './backup-progress.js';
import { BackupProof } from './backup-proof.service.js';
import { BackupRecords } from './backup-records.service.js';
import { BackupUsage } from './backup-usage.service.js';

/** What can be proven without restoring anything. */
export type ReadingLevel = VerifyRequest['level'];

interface Verification {
  record: BackupRecord;
  level: ReadingLevel;
  requester: Requester;
  signal: AbortSignal;
}

@Injectable()
export class VerificationService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(JOB_QUEUE) private readonly queue: JobQueue,
    private readonly records: BackupRecords,
    private readonly usage: BackupUsage,
    private readonly progress: BackupProgress,
    private readonly proof: BackupProof,
    private readonly audit: AuditService,
    private readonly logger: JsonLogger,
  ) {}

  /** @throws BACKUP_NOT_FOUND, INVALID_STATE, JOB_ALREADY_RUNNING */
  async request(id: string, level: ReadingLevel, requester: Requester): Promise<AcceptedView> {
    const record = await this.records.get(id);
    if (record.status !== 'success') {
      throw new HoldfastError('INVALID_STATE', 'Only a successful backup can be verified.');
    }
    const { appId, workspaceId, trigger } = record;
    const slot = this.queue.reserve({ id, kind: 'verification', appId, workspaceId, triggerType: trigger });
    slot.start((signal) => this.#run({ record, level, requester, signal }));
    return { id, status: 'running' };
  }

  async #run(verification: Verification): Promise<void> {
    try {
      await this.#read(verification);
      await this.#passed(verification);
    } catch (error) {
      const { signal } = verification;
      await this.#failed(verification, asHoldfastError(signal.aborted ? signal.reason : error));
    }
  }

  async #read({ record: { id, appId }, level, signal }: Verification): Promise<void> {
    const release = this.usage.hold(id);
    try {
      await this.engine.verifyBackup({
        appId,
        backupId: id,
        level,
        onProgress: (progress) => this.progress.note(id, { ...progress, phase: 'reading-back' }),
        signal,
      });
    } finally {
      release();
      this.progress.forget(id);
    }
  }

  async #passed({ record: { id }, level, requester }: Verification): Promise<void> {
    await this.proof.raise(id, level);
    this.logger.info('Backup verified', { backupId: id, level });
    const details = { level };
    await this.audit.record(requester, { action: 'backup.verify', target: id, outcome: 'success', details });
  }

  async #failed({ record: { id }, level, requester }: Verification, reason: HoldfastError): Promise<void> {
    const { code, message: errorMessage } = reason;
    this.logger.error('Backup not verified', { backupId: id, code, error: reason });
    const details = { level, errorCode: code, errorMessage };
    await this.audit.record(requester, { action: 'backup.verify', target: id, outcome: 'failure', details });
    await this.proof.noteDamage(id, reason);
  }
}
