/** Hands a controller whoever the request was authenticated as. */

import { HoldfastError } from '@holdfast/engine';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';

import type { AuthenticatedRequest, Principal } from './principal.js';

export type { Principal } from './principal.js';

export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (principal === undefined) throw new HoldfastError('UNAUTHENTICATED', 'Please log in.');
  return principal;
});
