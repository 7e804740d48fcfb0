/** The engine's log is of no interest here, but its warnings are. */

import type { Logger } from '@holdfast/engine';

export const benchLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message, fields) => complain(message, fields),
  error: (message, fields) => complain(message, fields),
};

function complain(message: string, fields: Record<string, unknown> = {}): void {
  process.stderr.write(`  ! ${message} ${JSON.stringify(fields)}\n`);
}
