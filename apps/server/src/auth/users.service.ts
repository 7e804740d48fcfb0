/** Administrators: the first one comes from the environment, which also changes the password later. */

import { randomUUID } from 'node:crypto';

import type { Catalog, UserRecord } from '@holdfast/catalog';
import { HoldfastError, type Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { CATALOG } from '../catalog/catalog.token.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { hashPassword, isPasswordOf } from './passwords.js';
import { newToken } from '../http/token.js';

@Injectable()
export class UsersService {
  /** Checked where no user has the e-mail, so that both cases take the same time. */
  #dummyHash: Promise<string> | null = null;

  constructor(
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly logger: JsonLogger,
  ) {}

  /** @throws CONFIG_INVALID where nobody could ever log in. */
  async ensureAdministrator(): Promise<void> {
    const [existing] = await this.catalog.users.list();
    if (existing === undefined) await this.#createFirst();
    else await this.#followEnvironment(existing);
  }

  async authenticate(email: string, password: string): Promise<UserRecord | null> {
    const [user] = await this.catalog.users.list((candidate) => candidate.email === email.toLowerCase());
    this.#dummyHash ??= hashPassword(newToken());
    const isRight = await isPasswordOf(user?.passwordHash ?? (await this.#dummyHash), password);
    return user !== undefined && isRight ? user : null;
  }

  async #createFirst(): Promise<void> {
    const { email, password } = this.config.admin;
    if (email === null || password === null) {
      throw new HoldfastError('CONFIG_INVALID', 'There is no administrator yet.', {
        hint: 'Set ADMIN_EMAIL and ADMIN_PASSWORD for the first start.',
      });
    }
    await this.catalog.users.insert({
      id: randomUUID(),
      email,
      role: 'admin',
      passwordHash: await hashPassword(password.reveal()),
      createdAt: this.clock.now().toISOString(),
    });
    this.logger.info('The first administrator was created', { email });
  }

  /** Whoever can set the environment owns the console: that is the way back after a lost password. */
  async #followEnvironment(user: UserRecord): Promise<void> {
    const email = this.config.admin.email ?? user.email;
    const password = this.config.admin.password?.reveal() ?? null;
    const isSamePassword = password === null || (await isPasswordOf(user.passwordHash, password));
    if (email === user.email && isSamePassword) return;
    const passwordHash = isSamePassword ? user.passwordHash : await hashPassword(password);
    await this.catalog.users.update(user.id, (current) => ({ ...current, email, passwordHash }));
    for (const session of await this.catalog.sessions.list((each) => each.userId === user.id)) {
      await this.catalog.sessions.remove(session.id);
    }
    this.logger.warn('The administrator’s log-in was changed to what the environment says', { email });
  }
}
