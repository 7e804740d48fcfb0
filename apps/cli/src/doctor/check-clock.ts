/** Whether the machine's clock can be right: retention and schedules depend on it. */

import type { Text } from '../messages/text.js';
import { formatDuration, formatTime } from '../output/format-time.js';
import { failed, fine, type Finding } from './finding.js';

const EXIT_CODE = 1;
/** Before this program was written it cannot be; a machine without a battery starts in 1970. */
const EARLIEST = new Date('2026-01-01T00:00:00Z');
const TOLERATED_MS = 60_000;

/** @param consoleDate what the console says the time is, as in the header `Date`; null where it was not asked */
export function checkClock(now: Date, consoleDate: string | null, text: Text): Finding {
  const words = { name: text('doctor.clock'), message: formatTime(now.toISOString()) };
  const hint = text('doctor.clock.hint');
  if (now < EARLIEST) return failed(EXIT_CODE, { ...words, hint });

  const atConsoleMs = consoleDate === null ? Number.NaN : Date.parse(consoleDate);
  const differenceMs = Number.isNaN(atConsoleMs) ? 0 : Math.abs(now.getTime() - atConsoleMs);
  if (differenceMs <= TOLERATED_MS) return fine(words);
  const message = text('doctor.clock.differs', { difference: formatDuration(differenceMs) });
  return failed(EXIT_CODE, { ...words, message, hint });
}
