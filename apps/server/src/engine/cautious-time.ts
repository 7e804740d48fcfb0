/** The time for decisions that delete: a wall clock that jumps ahead makes nothing older than it is. */

import type { Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { CLOCK } from './engine.tokens.js';

@Injectable()
export class CautiousTime {
  readonly #clock: Clock;
  readonly #startedAtMs: number;
  readonly #startedMonotonicMs: number;

  constructor(@Inject(CLOCK) clock: Clock) {
    this.#clock = clock;
    this.#startedAtMs = clock.now().getTime();
    this.#startedMonotonicMs = clock.monotonicMs();
  }

  /** The earlier of the wall clock and the start plus the time that really passed since. */
  now(): Date {
    const passedMs = this.#clock.monotonicMs() - this.#startedMonotonicMs;
    return new Date(Math.min(this.#clock.now().getTime(), this.#startedAtMs + passedMs));
  }
}
