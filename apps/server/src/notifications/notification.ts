/** What is told to people when something happened that they should know. */

import type { SettingsRecord } from '@holdfast/catalog';

export interface Notification {
  severity: 'alert' | 'notice';
  /** One line. */
  subjectEn: string;
  subjectZh: string;
  /** What happened, why, what to do; one sentence per line. */
  lines: string[];
}

/**
 * One way to reach people. To add one, write a file in `channels/` and name it in
 * `notifications.module.ts`. A channel that is not wanted or not configured answers false to `isReady`.
 * `send` resolves with the addresses that were reached and throws NOTIFICATION_FAILED where it could not.
 */
export interface NotificationChannel {
  readonly name: string;
  isReady(settings: SettingsRecord): boolean;
  send(notification: Notification, settings: SettingsRecord): Promise<string[]>;
}

/** Nest token of the list of channels. */
export const NOTIFICATION_CHANNELS = Symbol('NOTIFICATION_CHANNELS');
