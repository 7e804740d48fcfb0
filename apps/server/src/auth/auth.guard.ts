/** The default is deny: every route needs a session or an API key unless it is marked public. */

import { API_KEY_HEADER } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { IS_PUBLIC, IS_SESSION_ONLY } from './access.decorator.js';
import { ApiKeysService } from './api-keys.service.js';
import type { AuthenticatedRequest, Principal } from './principal.js';
import { sessionTokenOf } from '../http/session-cookie.js';
import { SessionsService } from './sessions.service.js';

@Injectable()
export class AuthGuard implements CanActivate {
  readonly #reflector: Reflector;
  readonly #sessions: SessionsService;
  readonly #apiKeys: ApiKeysService;

  constructor(reflector: Reflector, sessions: SessionsService, apiKeys: ApiKeysService) {
    this.#reflector = reflector;
    this.#sessions = sessions;
    this.#apiKeys = apiKeys;
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.#isMarked(IS_PUBLIC, context)) return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    const principal = await this.#authenticate(request);
    if (principal === null) {
      throw new HoldfastError('UNAUTHENTICATED', 'Please log in, or send a valid API key.', {
        hint: `Scripts send the header ${API_KEY_HEADER}.`,
      });
    }
    if (principal.via !== 'session' && this.#isMarked(IS_SESSION_ONLY, context)) {
      throw new HoldfastError('FORBIDDEN', 'An API key may not do this; log in as an administrator.');
    }
    request.principal = principal;
    return true;
  }

  /** A key that was sent decides alone: a wrong one is not excused by a cookie. */
  async #authenticate(request: AuthenticatedRequest): Promise<Principal | null> {
    const key = request.header(API_KEY_HEADER);
    if (key !== undefined) return this.#apiKeys.authenticate(key);
    const token = sessionTokenOf(request);
    return token === null ? null : this.#sessions.authenticate(token);
  }

  #isMarked(mark: string, context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    return this.#reflector.getAllAndOverride<boolean | undefined>(mark, targets) === true;
  }
}
