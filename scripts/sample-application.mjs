/** Makes the sample CRM of the quickstart, owned by a role that may create databases but is no superuser. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { mustRun } from './run-program.mjs';

const SCHEMA = fileURLToPath(new URL('sample-application.sql', import.meta.url));

export const SAMPLE = { role: 'crm', database: 'crm' };

/** The address goes into the environment: arguments are visible to every user of the machine. */
function connectionEnvironment(address) {
  const url = new URL(address);
  return {
    PATH: process.env.PATH,
    PGHOST: url.hostname,
    PGPORT: url.port || '5432',
    PGUSER: decodeURIComponent(url.username),
    PGPASSWORD: decodeURIComponent(url.password),
    PGDATABASE: decodeURIComponent(url.pathname.slice(1)),
    PGCLIENTENCODING: 'UTF8',
  };
}

function psql(binDirectory, address, args, input) {
  const all = ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1', ...args];
  return mustRun(join(binDirectory, 'psql'), all, { env: connectionEnvironment(address), input });
}

function literal(text) {
  return `'${text.replaceAll("'", "''")}'`;
}

function addressOf(superuserUrl, { role, password, database }) {
  const url = new URL(superuserUrl);
  Object.assign(url, { username: role, password, pathname: `/${database}` });
  return url.href;
}

/** Whether an earlier run got to its end: the script is one transaction. */
async function isComplete(binDirectory, address) {
  const found = await psql(binDirectory, address, ['--command', "SELECT to_regclass('public.customers')"]);
  return found.trim() !== '';
}

/**
 * Makes role, database and content where they are missing, and returns the role's address.
 * @param options.superuserUrl a database of the same server, e.g. `postgres`
 * @param options.password of the role; set anew each time
 */
export async function createSampleApplication({ binDirectory, superuserUrl, password }) {
  const { role, database } = SAMPLE;
  const exists = async (sql) => (await psql(binDirectory, superuserUrl, ['--command', sql])).trim() === '1';
  const administer = (sql) => psql(binDirectory, superuserUrl, [], sql);

  const hasRole = await exists(`SELECT 1 FROM pg_roles WHERE rolname = '${role}'`);
  const verb = hasRole ? 'ALTER' : 'CREATE';
  await administer(`${verb} ROLE ${role} LOGIN CREATEDB PASSWORD ${literal(password)};`);

  const hasDatabase = await exists(`SELECT 1 FROM pg_database WHERE datname = '${database}'`);
  if (!hasDatabase) await administer(`CREATE DATABASE ${database} OWNER ${role};`);

  const address = addressOf(superuserUrl, { role, password, database });
  if (await isComplete(binDirectory, address)) return address;
  await psql(binDirectory, address, ['--file', SCHEMA]);
  return address;
}
