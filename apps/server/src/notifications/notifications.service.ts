/** Tells people by every channel that is ready; what cannot be told is logged and stops nothing. */

import type { NotificationTestView } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { JsonLogger } from '../logging/json-logger.js';
import { Redactor } from '../logging/redactor.js';
import { SettingsStore } from '../settings/settings.store.js';
import { NOTIFICATION_CHANNELS, type Notification, type NotificationChannel } from './notification.js';

const TEST: Notification = {
  severity: 'notice',
  subjectEn: 'Test message',
  subjectZh: '测试消息',
  lines: ['Notifications of Holdfast reach you.', '您可以收到 Holdfast 的通知。'],
};

@Injectable()
export class NotificationsService {
  constructor(
    @Inject(NOTIFICATION_CHANNELS) private readonly channels: readonly NotificationChannel[],
    private readonly settings: SettingsStore,
    private readonly redactor: Redactor,
    private readonly logger: JsonLogger,
  ) {}

  /** Never throws. */
  async notify(notification: Notification): Promise<void> {
    const clear = this.redactor.deep(notification) as Notification;
    const settings = await this.settings.current();
    const ready = this.channels.filter((channel) => channel.isReady(settings));
    const outcomes = await Promise.allSettled(ready.map((channel) => channel.send(clear, settings)));
    outcomes.forEach((outcome, index) => {
      if (outcome.status === 'rejected') this.#logFailure(ready[index]?.name, outcome.reason);
    });
  }

  /** @throws NOTIFICATION_FAILED where a channel fails or none but the log is ready. */
  async test(): Promise<NotificationTestView> {
    const settings = await this.settings.current();
    const ready = this.channels.filter((channel) => channel.isReady(settings));
    const sent = await Promise.all(ready.map((channel) => channel.send(TEST, settings)));
    const sentTo = sent.flat();
    if (sentTo.length > 0) return { sentTo };
    throw new HoldfastError('NOTIFICATION_FAILED', 'No notification can be sent: nobody would receive it.', {
      hint: 'Set SMTP_URL, switch e-mail notifications on and name at least one recipient.',
    });
  }

  #logFailure(channel: string | undefined, error: unknown): void {
    this.logger.error('A notification could not be sent', { channel, error });
  }
}
