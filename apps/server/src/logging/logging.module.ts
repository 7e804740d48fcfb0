/** The logger and the redactor, for every module. */

import { Global, Module } from '@nestjs/common';

import { secretsOf } from '../config/secrets-of.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { JsonLogger } from './json-logger.js';
import { Redactor } from './redactor.js';

@Global()
@Module({
  providers: [
    {
      provide: Redactor,
      inject: [SERVER_CONFIG],
      useFactory: (config: ServerConfig) => new Redactor(secretsOf(config)),
    },
    {
      provide: JsonLogger,
      inject: [SERVER_CONFIG, Redactor],
      useFactory: (config: ServerConfig, redactor: Redactor) =>
        new JsonLogger({ level: config.logLevel, redactor }),
    },
  ],
  exports: [Redactor, JsonLogger],
})
export class LoggingModule {}
