/** Asks the console again and again until a job is over. */

import { setTimeout as delay } from 'node:timers/promises';

import { CliError, Interrupted } from '../cli-error.js';
import type { CommandContext } from '../context.js';

export interface Poll<T> {
  read: () => Promise<T>;
  isOver: (value: T) => boolean;
  onValue: (value: T) => void;
  /** Ends the waiting, not the job. */
  interrupt: AbortSignal;
}

/** A console that is restarted comes back; the job's record then says what became of it. */
const UNREACHABLE_MAX_TIMES = 20;

/** @throws Interrupted; CONSOLE_UNREACHABLE after being so many times in a row */
export async function poll<T>(
  context: CommandContext,
  { read, isOver, onValue, interrupt }: Poll<T>,
): Promise<T> {
  for (let failures = 0; ;) {
    const value = await read().catch((error: unknown) => {
      failures += 1;
      if (!isUnreachable(error) || failures >= UNREACHABLE_MAX_TIMES) throw error;
      return undefined;
    });
    if (value !== undefined) {
      failures = 0;
      onValue(value);
      if (isOver(value)) return value;
    }
    await pause(context.pollIntervalMs, interrupt);
  }
}

async function pause(durationMs: number, interrupt: AbortSignal): Promise<void> {
  try {
    await delay(durationMs, undefined, { signal: interrupt });
  } catch {
    throw new Interrupted();
  }
}

function isUnreachable(error: unknown): boolean {
  return error instanceof CliError && error.code === 'CONSOLE_UNREACHABLE';
}
