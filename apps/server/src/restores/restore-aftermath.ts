/** What follows a restore: the audit entry and the notification. */

import type { RestoreRecord } from '@holdfast/catalog';
import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { restoreFailed, restoreSucceeded } from './restore-notifications.js';
import { RestoreRecords } from './restore-records.service.js';

@Injectable()
export class RestoreAftermath {
  constructor(
    private readonly records: RestoreRecords,
    private readonly audit: AuditService,
    private readonly notifications: NotificationsService,
  ) {}

  async of(id: string): Promise<void> {
    const record = await this.records.get(id);
    // Still to be settled: the next start goes on with it.
    if (record.status === 'running' || record.status === 'pending') return;
    await this.#audit(record);
    const notification = record.status === 'success' ? restoreSucceeded(record) : restoreFailed(record);
    this.notifications.notify(notification);
  }

  #audit({ id, backupId, requestedBy, strategy, status, errorCode }: RestoreRecord): Promise<void> {
    const outcome = status === 'success' ? 'success' : 'failure';
    const details = { backupId, strategy, status, errorCode };
    const requester = { actor: requestedBy, ip: null };
    return this.audit.record(requester, { action: 'restore.finish', target: id, outcome, details });
  }
}
