/** The one error filter: every failed request is answered by RFC 9457 problem details. */

import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';

import type { JsonLogger } from '../logging/json-logger.js';
import type { Redactor } from '../logging/redactor.js';
import { toProblem } from './problem.js';
import { requestIdOf } from './request-id.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger: JsonLogger;
  readonly #redactor: Redactor;

  constructor(logger: JsonLogger, redactor: Redactor) {
    this.#logger = logger;
    this.#redactor = redactor;
  }

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const problem = toProblem(error, requestIdOf(response));
    if (problem.status >= 500)
      this.#logger.error('A request failed', { code: problem.code, requestId: problem.requestId, error });
    if (response.headersSent) {
      response.end();
      return;
    }
    const body = this.#redactor.deep(problem);
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(body));
  }
}
