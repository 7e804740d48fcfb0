/** Every notification is in the log, whatever else is configured. */

import type { JsonLogger } from '../../logging/json-logger.js';
import type { Notification, NotificationChannel } from '../notification.js';

export class LogChannel implements NotificationChannel {
  readonly name = 'log';
  readonly #logger: JsonLogger;

  constructor(logger: JsonLogger) {
    this.#logger = logger;
  }

  isReady(): boolean {
    return true;
  }

  send({ severity, subjectEn, lines }: Notification): Promise<string[]> {
    this.#logger[severity === 'alert' ? 'warn' : 'info'](`Notification: ${subjectEn}`, { lines });
    return Promise.resolve([]);
  }
}
