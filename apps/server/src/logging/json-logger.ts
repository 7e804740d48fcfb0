/** JSON lines by pino, for the engine's Logger port and for Nest. */

import type { Logger } from '@holdfast/engine';
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Level, type Logger as Pino } from 'pino';

import { currentLogContext } from './log-context.js';
import type { Redactor } from './redactor.js';

export interface JsonLoggerOptions {
  level: string;
  redactor: Redactor;
  /** Where lines go; standard output where left out. */
  destination?: DestinationStream;
}

export class JsonLogger implements Logger {
  readonly #pino: Pino;
  readonly #redactor: Redactor;

  constructor({ level, redactor, destination }: JsonLoggerOptions) {
    const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, mixin: currentLogContext };
    this.#pino = destination === undefined ? pino(options) : pino(options, destination);
    this.#redactor = redactor;
  }

  debug(message: string, fields?: Record<string, unknown>): void {
    this.write('debug', message, fields);
  }

  info(message: string, fields?: Record<string, unknown>): void {
    this.write('info', message, fields);
  }

  warn(message: string, fields?: Record<string, unknown>): void {
    this.write('warn', message, fields);
  }

  error(message: string, fields?: Record<string, unknown>): void {
    this.write('error', message, fields);
  }

  fatal(message: string, fields?: Record<string, unknown>): void {
    this.write('fatal', message, fields);
  }

  write(level: Level, message: string, fields: Record<string, unknown> = {}): void {
    if (!this.#pino.isLevelEnabled(level)) return;
    this.#pino[level](this.#redactor.deep(fields) as object, this.#redactor.text(message));
  }
}

/** Nest hands over `(message, …optional, context)`; its start-up chatter is only of use when debugging. */
export class NestLogger implements LoggerService {
  readonly #logger: JsonLogger;

  constructor(logger: JsonLogger) {
    this.#logger = logger;
  }

  log(message: unknown, ...optional: unknown[]): void {
    this.#write('debug', message, optional);
  }

  debug(message: unknown, ...optional: unknown[]): void {
    this.#write('debug', message, optional);
  }

  verbose(message: unknown, ...optional: unknown[]): void {
    this.#write('trace', message, optional);
  }

  warn(message: unknown, ...optional: unknown[]): void {
    this.#write('warn', message, optional);
  }

  error(message: unknown, ...optional: unknown[]): void {
    this.#write('error', message, optional);
  }

  fatal(message: unknown, ...optional: unknown[]): void {
    this.#write('fatal', message, optional);
  }

  #write(level: Level, message: unknown, optional: unknown[]): void {
    const context = optional.at(-1);
    const rest = optional.slice(0, -1).filter((item) => item !== undefined);
    const fields = { context, ...(rest.length > 0 ? { rest } : {}) };
    if (message instanceof Error) this.#logger.write(level, message.message, { ...fields, error: message });
    else this.#logger.write(level, String(message), fields);
  }
}
