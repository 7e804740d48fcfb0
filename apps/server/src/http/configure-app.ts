/** Everything that stands between a request and the controllers; the same in production and in tests. */

import type { Clock } from '@holdfast/engine';
import type { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JsonLogger, NestLogger } from '../logging/json-logger.js';
import { Redactor } from '../logging/redactor.js';
import { setUpOpenApi } from './open-api.js';
import { ProblemFilter } from './problem.filter.js';
import { requestId, requestLogContext } from './request-id.js';
import { securityHeaders } from './security-headers.js';
import { validationPipe } from './validation.js';
import { DEFAULT_WEB_ROOT, serveWebApp } from './web-app.js';

const MAX_BODY = '1mb';

/** The application must be created with `bodyParser: false`. */
export function configureApp(app: NestExpressApplication, webRoot: string = DEFAULT_WEB_ROOT): void {
  const config = app.get<ServerConfig>(SERVER_CONFIG);
  const logger = app.get(JsonLogger);
  app.useLogger(new NestLogger(logger));
  app.disable('x-powered-by');
  // A proxy on this machine tells the client's real address; nobody else is believed.
  app.set('trust proxy', 'loopback');
  app.use(requestId(logger, app.get<Clock>(CLOCK)));
  app.use(securityHeaders(config.publicUrl?.startsWith('https:') ?? false));
  serveWebApp(app, webRoot);
  app.use(cookieParser());
  // Taking in a large package takes its time; Node.js would end it after five minutes.
  app.getHttpServer().requestTimeout = 0;
  app.useBodyParser('json', { limit: MAX_BODY });
  app.use(requestLogContext);
  app.useGlobalPipes(validationPipe());
  app.useGlobalFilters(new ProblemFilter(logger, app.get(Redactor)));
  setUpOpenApi(app);
}
