/** Log-in sessions: a random token in a cookie, its hash in the catalog, twelve hours after the last use. */

import type { Catalog, SessionRecord } from '@holdfast/catalog';
import type { Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { CATALOG } from '../catalog/catalog.token.js';
import { CLOCK } from '../engine/engine.tokens.js';
import type { Principal } from './principal.js';
import { hashToken, newToken } from '../http/token.js';

const LIFETIME_MS = 12 * 3_600_000;
/** Extending at every request would write the catalog at every request. */
const EXTEND_AFTER_MS = 5 * 60_000;

@Injectable()
export class SessionsService {
  constructor(
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Returns the token for the cookie. */
  async open(userId: string): Promise<string> {
    await this.#removeExpired();
    const token = newToken();
    const now = this.clock.now();
    await this.catalog.sessions.insert({
      id: hashToken(token),
      userId,
      createdAt: now.toISOString(),
      expiresAt: this.#expiryFrom(now),
    });
    return token;
  }

  async authenticate(token: string): Promise<Principal | null> {
    const session = await this.catalog.sessions.get(hashToken(token));
    if (session === null || this.#isExpired(session)) return null;
    const user = await this.catalog.users.get(session.userId);
    if (user === null) return null;
    await this.#extend(session);
    return { actor: user.email, email: user.email, role: user.role, via: 'session' };
  }

  async close(token: string): Promise<void> {
    await this.catalog.sessions.remove(hashToken(token));
  }

  async #extend(session: SessionRecord): Promise<void> {
    const now = this.clock.now();
    if (Date.parse(session.expiresAt) - now.getTime() > LIFETIME_MS - EXTEND_AFTER_MS) return;
    const expiresAt = this.#expiryFrom(now);
    // Two requests may extend at once, and a log-out may come between: then there is nothing to extend.
    await this.catalog.sessions
      .update(session.id, (current) => ({ ...current, expiresAt }))
      .catch(() => undefined);
  }

  async #removeExpired(): Promise<void> {
    for (const session of await this.catalog.sessions.list((each) => this.#isExpired(each))) {
      await this.catalog.sessions.remove(session.id);
    }
  }

  #isExpired(session: SessionRecord): boolean {
    return Date.parse(session.expiresAt) <= this.clock.now().getTime();
  }

  #expiryFrom(now: Date): string {
    return new Date(now.getTime() + LIFETIME_MS).toISOString();
  }
}
