/** Slows down guessing: five log-ins per minute for one address and e-mail. */

import { HoldfastError } from '@holdfast/engine';
import { Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerModuleOptions } from '@nestjs/throttler';

export const LOGIN_THROTTLE: ThrottlerModuleOptions = [{ name: 'login', ttl: 60_000, limit: 5 }];

@Injectable()
export class LoginThrottleGuard extends ThrottlerGuard {
  protected override getTracker(request: Record<string, unknown>): Promise<string> {
    const body = request['body'] as { email?: unknown } | undefined;
    const email = typeof body?.email === 'string' ? body.email.toLowerCase().slice(0, 200) : '';
    return Promise.resolve(`${String(request['ip'])} ${email}`);
  }

  protected override throwThrottlingException(): Promise<void> {
    throw new HoldfastError('TOO_MANY_REQUESTS', 'Too many log-ins were tried with this e-mail.', {
      hint: 'Wait a minute, then try again.',
    });
  }
}
