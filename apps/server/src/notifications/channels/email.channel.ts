/** E-mail by SMTP, to the recipients in the settings. */

import type { SettingsRecord } from '@holdfast/catalog';
import { HoldfastError } from '@holdfast/engine';
import { createTransport } from 'nodemailer';

import type { ServerConfig } from '../../config/server-config.js';
import type { Notification, NotificationChannel } from '../notification.js';

const TIMEOUT_MS = 10_000;

export class EmailChannel implements NotificationChannel {
  readonly name = 'email';
  readonly #config: ServerConfig['notifications'];

  constructor(config: ServerConfig['notifications']) {
    this.#config = config;
  }

  isReady({ notifications }: SettingsRecord): boolean {
    const isWanted =
      notifications.emailNotificationsEnabled && notifications.notificationRecipients.length > 0;
    return isWanted && this.#config.smtpUrl !== null;
  }

  async send(notification: Notification, { notifications }: SettingsRecord): Promise<string[]> {
    const recipients = notifications.notificationRecipients;
    const transport = this.#transport();
    try {
      await transport.sendMail({
        from: this.#config.from,
        to: recipients,
        subject: `[Holdfast] ${notification.subjectEn} / ${notification.subjectZh}`,
        text: [notification.subjectEn, notification.subjectZh, '', ...notification.lines, ''].join('\n'),
      });
      return recipients;
    } catch (error) {
      throw failed(error);
    } finally {
      transport.close();
    }
  }

  #transport() {
    const { smtpUrl } = this.#config;
    if (smtpUrl === null) throw failed(new Error('SMTP_URL is not set'));
    return createTransport({
      url: smtpUrl.reveal(),
      connectionTimeout: TIMEOUT_MS,
      greetingTimeout: TIMEOUT_MS,
      socketTimeout: TIMEOUT_MS,
    });
  }
}

function failed(cause: unknown): HoldfastError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new HoldfastError('NOTIFICATION_FAILED', `The e-mail could not be sent: ${reason}`, {
    hint: 'Check SMTP_URL, NOTIFICATION_FROM and the recipients in the settings.',
    cause,
  });
}
