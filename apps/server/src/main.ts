/** Runs the console in the foreground, from the environment alone. */

import 'reflect-metadata';

import { collectGarbageLessOften, HoldfastError } from '@holdfast/engine';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { pino } from 'pino';

import { AppModule } from './app.module.js';
import { loadConfig, quietAwsSdk } from './config/load-config.js';
import { secretsOf } from './config/secrets-of.js';
import type { ServerConfig } from './config/server-config.js';
import { asListenError } from './http/listen-error.js';
import { configureApp } from './http/configure-app.js';
import { toKnownError } from './http/problem.js';
import { JsonLogger, NestLogger } from './logging/json-logger.js';
import { Redactor } from './logging/redactor.js';

const STDERR = 2;

async function start(config: ServerConfig): Promise<void> {
  const redactor = new Redactor(secretsOf(config));
  const options: Pick<
    NestApplicationOptions,
    'bodyParser' | 'abortOnError' | 'forceCloseConnections' | 'logger'
  > = {
    bodyParser: false,
    abortOnError: false,
    forceCloseConnections: true,
    logger: new NestLogger(new JsonLogger({ level: config.logLevel, redactor })),
  };
  const app = await NestFactory.create<NestExpressApplication>(AppModule.register(config), options);
  configureApp(app);
  app.enableShutdownHooks([], { useProcessExit: true });
  try {
    await app.listen(config.port, config.host);
  } catch (error) {
    // Jobs may run already, and the catalog is locked.
    await app.close();
    throw asListenError(error, config);
  }
  app.get(JsonLogger).info('The console is running', { address: await app.getUrl() });
}

/** One readable line on standard error, and an exit code that says that nothing runs. */
function refuse(error: unknown, redactor: Redactor): never {
  const logger = new JsonLogger({
    level: 'fatal',
    redactor,
    destination: pino.destination({ fd: STDERR, sync: true }),
  });
  const known = toKnownError(error);
  const { code, message, hint } = known ?? new HoldfastError('UNEXPECTED', String(error));
  const fields = known === null ? { code, error } : { code, hint };
  logger.fatal(`The console cannot start. ${message}${hint === null ? '' : ` ${hint}`}`, fields);
  process.exit(1);
}

collectGarbageLessOften();
let redactor = new Redactor([]);
try {
  quietAwsSdk();
  const config = loadConfig();
  redactor = new Redactor(secretsOf(config));
  await start(config);
} catch (error) {
  refuse(error, redactor);
}
