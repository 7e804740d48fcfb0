/** Refuses state-changing requests that another web site made a browser send with our cookie. */

import { API_KEY_HEADER } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';

const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
const OWN_SITES = new Set(['same-origin', 'none']);

@Injectable()
export class CrossSiteGuard implements CanActivate {
  readonly #publicOrigin: string | null;

  constructor(@Inject(SERVER_CONFIG) config: ServerConfig) {
    this.#publicOrigin = config.publicUrl === null ? null : new URL(config.publicUrl).origin;
  }

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (READING_METHODS.has(request.method) || request.header(API_KEY_HEADER) !== undefined) return true;
    if (this.#isOwnSite(request)) return true;
    throw new HoldfastError('FORBIDDEN', 'The request came from another web site and was refused.', {
      hint: 'Open the console at its own address. Behind a proxy, set PUBLIC_URL to that address.',
    });
  }

  /** Browsers send these headers; programs do not, and they carry no one else's cookie. */
  #isOwnSite(request: Request): boolean {
    const origin = request.header('origin');
    if (origin !== undefined) return this.#isOwnOrigin(origin, request.header('host'));
    const site = request.header('sec-fetch-site');
    return site === undefined || OWN_SITES.has(site);
  }

  #isOwnOrigin(origin: string, host: string | undefined): boolean {
    if (origin === this.#publicOrigin) return true;
    return URL.canParse(origin) && new URL(origin).host === host;
  }
}
