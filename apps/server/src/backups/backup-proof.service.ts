/** How far a backup is proven: raised by whoever proved it, taken back where it was found to be damaged. */

import type { VerificationLevel } from '@holdfast/contract';
import { isAtLeast, type Clock, type HoldfastError } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { CLOCK } from '../engine/engine.tokens.js';
import { NotificationsService } from '../notifications/notifications.service.js';
import { verificationFailed } from './backup-notifications.js';
import { BackupRecords } from './backup-records.service.js';

/** These say that the package is bad; anything else only says that it could not be read now. */
const DAMAGE_CODES = new Set(['BACKUP_CORRUPTED', 'PACKAGE_INVALID']);

@Injectable()
export class BackupProof {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: BackupRecords,
    private readonly notifications: NotificationsService,
  ) {}

  /** Never lowers what was proven before. A backup that was deleted meanwhile needs no proof. */
  async raise(id: string, proven: VerificationLevel): Promise<void> {
    const [record] = await this.records.list((backup) => backup.id === id);
    if (record === undefined) return;
    const { verificationLevel: known } = record;
    await this.#set(id, isAtLeast(known, proven) ? known : proven);
  }

  /** A comparison found it unequal: no more is claimed than that it can be read. */
  async contradict(id: string): Promise<void> {
    const [record] = await this.records.list((backup) => backup.id === id);
    if (record === undefined || !isAtLeast(record.verificationLevel, 'restored')) return;
    await this.#set(id, 'readable');
  }

  /** Takes every claim back and calls out, if the error says that the package is damaged. */
  async noteDamage(id: string, { code, message, hint }: HoldfastError): Promise<void> {
    if (!DAMAGE_CODES.has(code)) return;
    const [record] = await this.records.list((backup) => backup.id === id);
    if (record === undefined) return;
    await this.records.change(id, {
      verificationLevel: null,
      verifiedAt: this.clock.now().toISOString(),
      anomalies: [...record.anomalies, { code, severity: 'blocker', message, hint }],
      areAnomaliesAcknowledged: false,
    });
    this.notifications.notify(verificationFailed(record, message));
  }

  async #set(id: string, verificationLevel: VerificationLevel | null): Promise<void> {
    await this.records.change(id, { verificationLevel, verifiedAt: this.clock.now().toISOString() });
  }
}
