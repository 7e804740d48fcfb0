/** Gives every request an id, logs its end, and keeps API answers out of caches. */

import { randomUUID } from 'node:crypto';

import type { Clock } from '@holdfast/engine';
import type { NextFunction, Request, Response } from 'express';

import type { JsonLogger } from '../logging/json-logger.js';
import { withLogContext } from '../logging/log-context.js';

const ACCEPTABLE_ID = /^[A-Za-z0-9._-]{1,64}$/;
const READING_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export function requestId(logger: JsonLogger, clock: Clock) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const given = request.header('x-request-id');
    const id = given !== undefined && ACCEPTABLE_ID.test(given) ? given : randomUUID();
    response.setHeader('x-request-id', id);
    if (request.path.startsWith('/api')) response.setHeader('cache-control', 'no-store');
    logWhenDone(logger, clock, request, response);
    next();
  };
}

/** Comes after the body parser, whose stream events do not carry the context on. */
export function requestLogContext(_request: Request, response: Response, next: NextFunction): void {
  withLogContext({ requestId: requestIdOf(response) }, next);
}

export function requestIdOf(response: Response): string {
  return String(response.getHeader('x-request-id') ?? 'unknown');
}

function logWhenDone(logger: JsonLogger, clock: Clock, request: Request, response: Response): void {
  const startedMs = clock.monotonicMs();
  const { method, path } = request;
  response.once('finish', () => {
    const durationMs = Math.round(clock.monotonicMs() - startedMs);
    const requestId = requestIdOf(response);
    const level = READING_METHODS.has(method) ? 'debug' : 'info';
    logger[level]('Request answered', { requestId, method, path, status: response.statusCode, durationMs });
  });
}
