/** Tells people by every channel that is ready; what cannot be told is logged and stops nothing. */

import type { NotificationTestView } from '@holdfast/contract';
import { HoldfastError, type Clock } from '@holdfast/engine';
import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';

import { CLOCK } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { Redactor } from '../logging/redactor.js';
import { SettingsStore } from '../settings/settings-store.service.js';
import { NOTIFICATION_CHANNELS, type Notification, type NotificationChannel } from './notification.js';

const PATIENCE_MS = 3_000;

const TEST: Notification = {
  severity: 'notice',
  subjectEn: 'Test message',
  subjectZh: '测试消息',
  lines: ['Notifications of Holdfast reach you.', '您可以收到 Holdfast 的通知。'],
};

export type { Notification } from './notification.js';

@Injectable()
export class NotificationsService implements BeforeApplicationShutdown {
  readonly #sending = new Set<Promise<void>>();

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(NOTIFICATION_CHANNELS) private readonly channels: readonly NotificationChannel[],
    private readonly settings: SettingsStore,
    private readonly redactor: Redactor,
    private readonly logger: JsonLogger,
  ) {}

  /** Nobody waits for it, and it never throws. */
  notify(notification: Notification): void {
    const sending = this.#send(this.redactor.deep(notification) as Notification).catch((error: unknown) => {
      this.logger.error('A notification could not be sent', { error });
    });
    this.#sending.add(sending);
    void sending.then(() => this.#sending.delete(sending));
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

  /** What is on its way gets a moment; a mail server that hangs does not hold up the end. */
  async beforeApplicationShutdown(): Promise<void> {
    const timer = new AbortController();
    const patience = this.clock.sleep(PATIENCE_MS, timer.signal).catch(() => undefined);
    await Promise.race([Promise.all(this.#sending), patience]);
    timer.abort();
  }

  async #send(notification: Notification): Promise<void> {
    const settings = await this.settings.current();
    const ready = this.channels.filter((channel) => channel.isReady(settings));
    const outcomes = await Promise.allSettled(ready.map((channel) => channel.send(notification, settings)));
    outcomes.forEach((outcome, index) => {
      if (outcome.status === 'rejected') this.#logFailure(ready[index]?.name, outcome.reason);
    });
  }

  #logFailure(channel: string | undefined, error: unknown): void {
    this.logger.error('A notification could not be sent', { channel, error });
  }
}
