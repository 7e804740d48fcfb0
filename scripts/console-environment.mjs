/** The environment in which quickstart and dev start the server; brings a PostgreSQL with a sample if none is named. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import { startPostgres } from './embedded-postgres.mjs';
import { QuickstartSettings } from './quickstart-settings.mjs';
import { createSampleApplication } from './sample-application.mjs';
import { ROOT } from './setup.mjs';
import { say, step } from './steps.mjs';

const LAST_PORT = 65_535;

export const HOME = join(ROOT, '.holdfast');

/** Settings of `.env` count as if they had been exported; what was exported wins. */
export function loadDotEnv() {
  const path = join(ROOT, '.env');
  if (existsSync(path)) process.loadEnvFile(path);
}

export function hasOwnDatabase() {
  return Boolean(process.env.DATABASE_URL || process.env.PG_DATABASE_URL);
}

function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}

export async function firstFreePort(wanted, host) {
  for (let port = wanted; port <= LAST_PORT; port += 1) {
    if (await isFree(port, host)) return port;
  }
  throw new Error(`No port from ${wanted} upwards is free on ${host}.`);
}

/** Keeps its port from run to run, as people write addresses down. */
async function startEmbedded(settings) {
  const kept = Number(settings.values.EMBEDDED_PORT);
  const dataDirectory = join(HOME, 'postgres');
  const server = await startPostgres({
    dataDirectory,
    port: kept > 0 && (await isFree(kept, '127.0.0.1')) ? kept : 0,
    password: settings.values.EMBEDDED_SUPERUSER_PASSWORD,
  });
  settings.keep('EMBEDDED_PORT', server.port);
  if (server.directory !== dataDirectory) {
    say(`  PostgreSQL’s user cannot reach ${HOME}; its files are in ${server.directory}`);
  }
  return server;
}

/**
 * Resolves with the server's environment and, where the database is ours, with `postgres` (to stop it)
 * and `sampleUrl`.
 */
export async function prepareConsole() {
  const settings = new QuickstartSettings(HOME);
  const { ADMIN_EMAIL, ADMIN_PASSWORD, SESSION_SECRET } = settings.values;
  const host = process.env.HOST || '127.0.0.1';
  const wanted = Number(process.env.PORT) || 3000;
  const port = await firstFreePort(wanted, host);
  if (port !== wanted) say(`  Port ${wanted} is in use; taking ${port}.`);

  const own = { ADMIN_EMAIL, ADMIN_PASSWORD, SESSION_SECRET, ...process.env };
  const env = {
    ...own,
    HOST: host,
    PORT: String(port),
    PUBLIC_URL: process.env.PUBLIC_URL || `http://localhost:${port}`,
  };
  if (hasOwnDatabase()) return { env, postgres: null, sampleUrl: null };

  const postgres = await step('Embedded PostgreSQL', () => startEmbedded(settings));
  let sampleUrl;
  try {
    await step('Sample application (a CRM with 686 000 rows)', async () => {
      sampleUrl = await createSampleApplication({
        binDirectory: postgres.binDirectory,
        superuserUrl: postgres.url(),
        password: settings.values.SAMPLE_PASSWORD,
      });
    });
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const storage = process.env.BACKUP_STORAGE_PATH || join(HOME, 'backups');
  return { env: { ...env, DATABASE_URL: sampleUrl, BACKUP_STORAGE_PATH: storage }, postgres, sampleUrl };
}
