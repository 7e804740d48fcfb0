/** The whole console with a fake engine, a fake clock and a real catalog in a temporary directory. */

import 'reflect-metadata';

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { API_KEY_HEADER, ROUTES } from '@holdfast/contract';
import type { Catalog } from '@holdfast/catalog';
import type { NestApplicationOptions } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestExpressApplication } from '@nestjs/platform-express';
import request from 'supertest';

import { AppModule } from '../app.module.js';
import { CATALOG } from '../catalog/catalog.token.js';
import { loadConfig, type RawEnvironment } from '../config/load-config.js';
import { secretsOf } from '../config/secrets-of.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { configureApp } from '../http/configure-app.js';
import { JsonLogger } from '../logging/json-logger.js';
import { Redactor } from '../logging/redactor.js';
import { FakeClock } from './fake-clock.js';
import { FakeEngine } from './fake-engine.js';

export const ADMIN = { email: 'admin@example.org', password: 'correct horse battery' };
export const DATABASE_PASSWORD = 'canary-pa55word';
export const DATABASE_URL = `postgresql://app:${DATABASE_PASSWORD}@127.0.0.1:5432/shop`;

export interface TestServerOptions {
  directory: string;
  engine?: FakeEngine;
  clock?: FakeClock;
  env?: RawEnvironment;
  webRoot?: string;
}

export interface TestServer {
  app: NestExpressApplication;
  engine: FakeEngine;
  clock: FakeClock;
  catalog: Catalog;
  /** Every line that was logged. */
  logs: string[];
  /** Nobody is logged in. */
  anonymous: ReturnType<typeof request>;
  /** The administrator, by an API key. */
  admin: ReturnType<typeof request.agent>;
  close(): Promise<void>;
}

export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'holdfast-server-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Backups and drills are not scheduled unless a test says so. */
export async function startTestServer(options: TestServerOptions): Promise<TestServer> {
  const { engine = new FakeEngine(), clock = new FakeClock() } = options;
  const config = loadConfig({ ...defaultEnv(options.directory), ...options.env });
  const logs: string[] = [];
  const redactor = new Redactor(secretsOf(config));
  const logger = new JsonLogger({
    level: 'debug',
    redactor,
    destination: { write: (line) => void logs.push(line) },
  });
  const testing = await Test.createTestingModule({ imports: [AppModule.register(config)] })
    .overrideProvider(ENGINE)
    .useValue(engine)
    .overrideProvider(CLOCK)
    .useValue(clock)
    .overrideProvider(Redactor)
    .useValue(redactor)
    .overrideProvider(JsonLogger)
    .useValue(logger)
    .compile();
  const appOptions: Pick<NestApplicationOptions, 'bodyParser'> = { bodyParser: false };
  const app = testing.createNestApplication<NestExpressApplication>(appOptions);
  configureApp(app, options.webRoot ?? join(options.directory, 'no-web'));
  await app.listen(0, '127.0.0.1').catch(async (error: unknown) => {
    await app.close();
    throw error;
  });
  const anonymous = request(app.getHttpServer());
  const admin = request
    .agent(app.getHttpServer())
    .set(API_KEY_HEADER, await makeApiKey(app, options.env?.['ADMIN_PASSWORD']));
  return { app, engine, clock, catalog: app.get(CATALOG), logs, anonymous, admin, close: () => app.close() };
}

/** The `cookie` header of a new session. */
export async function logIn(app: NestExpressApplication, password = ADMIN.password): Promise<string> {
  const body = { ...ADMIN, password };
  const answer = await request(app.getHttpServer()).post(ROUTES.login).send(body).expect(200);
  const [cookie] = answer.get('set-cookie') ?? [];
  return cookie?.split(';')[0] ?? '';
}

/** Polls a condition; a test fails by its own time limit where it never comes true. */
export async function eventually<T>(read: () => Promise<T>, isTrue: (value: T) => boolean): Promise<T> {
  for (;;) {
    const value = await read();
    if (isTrue(value)) return value;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function makeApiKey(app: NestExpressApplication, password?: string): Promise<string> {
  const cookie = await logIn(app, password);
  const answer = await request(app.getHttpServer())
    .post(ROUTES.apiKeys)
    .set('cookie', cookie)
    .send({ name: 'tests' })
    .expect(201);
  return (answer.body as { key: string }).key;
}

function defaultEnv(directory: string): RawEnvironment {
  return {
    PATH: process.env['PATH'],
    BACKUP_STORAGE_PATH: join(directory, 'backups'),
    DATABASE_URL,
    ADMIN_EMAIL: ADMIN.email,
    ADMIN_PASSWORD: ADMIN.password,
    BACKUP_ENABLED: 'false',
    BACKUP_DRILL_ENABLED: 'false',
  };
}
