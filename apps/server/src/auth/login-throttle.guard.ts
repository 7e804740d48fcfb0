/** Slows down guessing: five log-ins per minute for one address and e-mail. */

import { HoldfastError, type Clock } from '@holdfast/engine';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

import { CLOCK } from '../engine/engine.tokens.js';

const LIMIT = 5;
const WINDOW_MS = 60_000;
const MAX_EMAIL_LENGTH = 200;

@Injectable()
export class LoginThrottleGuard implements CanActivate {
  readonly #clock: Clock;
  /** Monotonic times of the tries within the window, by address and e-mail. */
  readonly #tries = new Map<string, number[]>();

  constructor(@Inject(CLOCK) clock: Clock) {
    this.#clock = clock;
  }

  canActivate(context: ExecutionContext): boolean {
    const nowMs = this.#clock.monotonicMs();
    this.#forgetOld(nowMs);
    const key = keyOf(context.switchToHttp().getRequest<Request>());
    const tries = this.#tries.get(key) ?? [];
    if (tries.length >= LIMIT) {
      throw new HoldfastError('TOO_MANY_REQUESTS', 'Too many log-ins were tried with this e-mail.', {
        hint: 'Wait a minute, then try again.',
      });
    }
    this.#tries.set(key, [...tries, nowMs]);
    return true;
  }

  #forgetOld(nowMs: number): void {
    for (const [key, tries] of this.#tries) {
      const recent = tries.filter((triedMs) => nowMs - triedMs < WINDOW_MS);
      if (recent.length === 0) this.#tries.delete(key);
      else this.#tries.set(key, recent);
    }
  }
}

/** The guard runs before the body is validated. */
function keyOf(request: Request): string {
  const { email } = (request.body ?? {}) as { email?: unknown };
  const address = typeof email === 'string' ? email.toLowerCase().slice(0, MAX_EMAIL_LENGTH) : '';
  return `${String(request.ip)} ${address}`;
}
