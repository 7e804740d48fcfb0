/** What follows a restore, a drill or a preview: the audit entry and the notification. */

import type { RestoreRecord } from '@holdfast/catalog';
import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { DrillHistory } from './drill-history.service.js';
import { isDrillImpossible } from './drill-rules.js';
import { drillFailed, restoreFailed, restoreSucceeded } from './restore-notifications.js';
import { RestoreRecords } from './restore-records.service.js';

/** A preview is of the moment: older ones are forgotten. */
const PREVIEWS_KEPT = 20;

@Injectable()
export class RestoreAftermath {
  constructor(
    private readonly records: RestoreRecords,
    private readonly drills: DrillHistory,
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
    if (record.mode === 'preview') await this.records.keepNewestPreviews(record.appId, PREVIEWS_KEPT);
  }

  #tellOfRestore(record: RestoreRecord): void {
    this.notifications.notify(record.status === 'success' ? restoreSucceeded(record) : restoreFailed(record));
  }

  /** That the machine cannot drill at all is told once; the status page goes on saying it. */
  async #tellOfDrill(record: RestoreRecord): Promise<void> {
    if (record.status !== 'failed') return;
    if (isDrillImpossible(record)) {
      const earlier = await this.drills.lastOutcome(record.appId, record.id);
      if (earlier?.isImpossible === true) return;
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
