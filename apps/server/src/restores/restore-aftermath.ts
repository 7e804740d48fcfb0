/** What follows a restore, a drill or a preview: the audit entry and the notification. */

import type { RestoreRecord } from '@holdfast/catalog';
import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { isDrillImpossible } from './drill-rules.js';
import { drillFailed, restoreFailed, restoreSucceeded } from './restore-notifications.js';
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
    if (record.mode === 'apply') this.#tellOfRestore(record);
    if (record.mode === 'drill') await this.#tellOfDrill(record);
  }

  #tellOfRestore(record: RestoreRecord): void {
    this.notifications.notify(record.status === 'success' ? restoreSucceeded(record) : restoreFailed(record));
  }

  /** That the machine cannot drill at all is told once; the status page goes on saying it. */
  async #tellOfDrill(record: RestoreRecord): Promise<void> {
    if (record.status !== 'failed') return;
    if (isDrillImpossible(record)) {
      const earlier = await this.records.list(
        ({ id, mode, appId, status }) =>
          id !== record.id && mode === 'drill' && appId === record.appId && status !== 'canceled',
      );
      if (earlier[0] !== undefined && isDrillImpossible(earlier[0])) return;
    }
    this.notifications.notify(drillFailed(record));
  }

  #audit({ id, backupId, requestedBy, mode, strategy, status, errorCode }: RestoreRecord): Promise<void> {
    const outcome = status === 'success' ? 'success' : 'failure';
    const details = { backupId, mode, strategy, status, errorCode };
    const requester = { actor: requestedBy, ip: null };
    return this.audit.record(requester, { action: 'restore.finish', target: id, outcome, details });
  }
}
