/** Addresses that open one package for a short time without a login. They are kept in memory only. */

import type { Clock } from '@holdfast/engine';
import { HoldfastError } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { hashToken, newToken } from '../http/token.js';
import { CLOCK } from '../engine/engine.tokens.js';

const LIFETIME_MS = 10 * 60_000;

interface Link {
  backupId: string;
  /** Whom it was given to: recorded with the download. */
  actor: string;
  expiresAt: Date;
}

@Injectable()
export class DownloadLinks {
  /** By the SHA-256 of the token, so that looking one up takes no longer the closer a guess is. */
  readonly #links = new Map<string, Link>();

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  create(backupId: string, actor: string): { token: string; expiresAt: Date } {
    this.#forgetExpired();
    const token = newToken();
    const expiresAt = new Date(this.clock.now().getTime() + LIFETIME_MS);
    this.#links.set(hashToken(token), { backupId, actor, expiresAt });
    return { token, expiresAt };
  }

  /** It can be used again until it expires: downloads are resumed. @throws NOT_FOUND */
  open(token: string): Link {
    this.#forgetExpired();
    const link = this.#links.get(hashToken(token));
    if (link !== undefined) return link;
    throw new HoldfastError('NOT_FOUND', 'This download address is not valid any more.', {
      hint: 'Ask for a new one in the console: an address works for ten minutes.',
    });
  }

  #forgetExpired(): void {
    const now = this.clock.now();
    for (const [hash, { expiresAt }] of this.#links) if (expiresAt <= now) this.#links.delete(hash);
  }
}
