/** A clock that only moves when a test moves it. */

import { HoldfastError, type Clock } from '@holdfast/engine';

interface Sleeper {
  wakesAtMs: number;
  wake: () => void;
}

export class FakeClock implements Clock {
  #now: Date;
  #monotonicMs = 1_000;
  #sleepers: Sleeper[] = [];

  constructor(now = '2026-03-10T12:00:00.000Z') {
    this.#now = new Date(now);
  }

  now(): Date {
    return new Date(this.#now);
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  sleep(durationMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(new HoldfastError('CANCELED', 'Woken.'));
    return new Promise((resolve, reject) => {
      this.#sleepers.push({ wakesAtMs: this.#monotonicMs + durationMs, wake: resolve });
      signal.addEventListener('abort', () => reject(new HoldfastError('CANCELED', 'Woken.')), { once: true });
    });
  }

  /** Time passes. */
  advance(durationMs: number): void {
    this.#now = new Date(this.#now.getTime() + durationMs);
    this.#monotonicMs += durationMs;
    const due = this.#sleepers.filter(({ wakesAtMs }) => wakesAtMs <= this.#monotonicMs);
    this.#sleepers = this.#sleepers.filter((sleeper) => !due.includes(sleeper));
    for (const { wake } of due) wake();
  }

  /** Someone sets the wall clock; no time passes. */
  jumpTo(now: string): void {
    this.#now = new Date(now);
  }
}
