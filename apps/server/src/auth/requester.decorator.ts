/** Who asks for something: recorded with every action. */

import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AuthenticatedRequest } from './principal.js';

export interface Requester {
  /** E-mail, `api-key:<name>` or `system`. */
  actor: string;
  ip: string | null;
}

/** The console itself: its scheduler, its clean-up, its start. */
export const SYSTEM: Requester = { actor: 'system', ip: null };

export function requesterOf(request: AuthenticatedRequest): Requester {
  return { actor: request.principal?.actor ?? 'anonymous', ip: request.ip ?? null };
}

/** The person or key behind the request. */
export const CurrentRequester = createParamDecorator((_: unknown, context: ExecutionContext) =>
  requesterOf(context.switchToHttp().getRequest<AuthenticatedRequest>()),
);
