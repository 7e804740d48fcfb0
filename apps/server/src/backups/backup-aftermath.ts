/** What follows a backup: the audit entry, the notification, and the clean-up that nobody waits for. */

import type { BackupRecord } from '@holdfast/catalog';
import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { anomaliesFound, backupFailed } from './backup-notifications.js';
import { CopiesService } from './copies.service.js';
import { RetentionService } from './retention.service.js';

@Injectable()
export class BackupAftermath {
  constructor(
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
    private readonly retention: RetentionService,
    private readonly copies: CopiesService,
  ) {}

  async of(record: BackupRecord): Promise<void> {
    const hasSucceeded = record.status === 'success';
    if (hasSucceeded) {
      await this.copies.planFor(record);
      this.retention.runInBackground(record.appId);
    }
    await this.#audit(record, hasSucceeded ? 'success' : 'failure');
    if (record.status === 'failed') this.notifications.notify(backupFailed(record));
    if (hasSucceeded && record.anomalies.length > 0) this.notifications.notify(anomaliesFound(record));
  }

  #audit(record: BackupRecord, outcome: 'success' | 'failure'): Promise<void> {
    const { id, requestedBy, trigger, status, errorCode } = record;
    const details = { trigger, status, errorCode };
    return this.audit.record(
      { actor: requestedBy, ip: null },
      { action: 'backup.create', target: id, outcome, details },
    );
  }
}
