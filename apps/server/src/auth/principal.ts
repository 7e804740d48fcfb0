/** Who a request was authenticated as. */

import { HoldfastError } from '@holdfast/engine';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

import type { AuthenticatedRequest } from './requester.js';

export interface Principal {
  /** For the audit log: the e-mail, or `api-key:<name>`. */
  actor: string;
  email: string;
  role: 'admin';
  via: 'session' | 'api-key';
}

export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (principal === undefined) throw new HoldfastError('UNAUTHENTICATED', 'Please log in.');
  return principal;
});
