/** Log-in and log-out, audited. */

import { HoldfastError } from '@holdfast/engine';
import { Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from './requester.decorator.js';
import { SessionsService } from './sessions.service.js';
import { UsersService } from './users.service.js';

export interface OpenedSession {
  email: string;
  token: string;
}

@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersService,
    private readonly sessions: SessionsService,
    private readonly audit: AuditService,
  ) {}

  /** @throws INVALID_CREDENTIALS without telling which of the two was wrong. */
  async logIn(email: string, password: string, ip: string | null): Promise<OpenedSession> {
    const user = await this.users.authenticate(email, password);
    const requester = { actor: user?.email ?? email.toLowerCase(), ip };
    if (user === null) {
      await this.audit.record(requester, { action: 'auth.login-failed', target: null, outcome: 'failure' });
      throw new HoldfastError('INVALID_CREDENTIALS', 'E-mail or password is wrong.');
    }
    const token = await this.sessions.open(user.id);
    await this.audit.record(requester, { action: 'auth.login', target: null, outcome: 'success' });
    return { email: user.email, token };
  }

  async logOut(token: string | null, requester: Requester): Promise<void> {
    if (token !== null) await this.sessions.close(token);
    await this.audit.record(requester, { action: 'auth.logout', target: null, outcome: 'success' });
  }
}
