/**
 * `npm run quickstart`: from a fresh clone to a running console with a first backup, in one command.
 * Ctrl-C stops everything; the next run goes on with the same data, password and addresses.
 */
import { join } from 'node:path';

import { ConsoleClient, waitUntilReady } from './console-client.mjs';
import { HOME, hasOwnDatabase, loadDotEnv, prepareConsole } from './console-environment.mjs';
import { findPostgres, findProgram } from './find-program.mjs';
import { startGuarded } from './guarded-process.mjs';
import { mustRun } from './run-program.mjs';
import { ROOT, setUp } from './setup.mjs';
import { claimSingleRun } from './single-run.mjs';
import { bold, fail, green, red, say, step } from './steps.mjs';

const LOG_FILE = join(HOME, 'server.log');

/** Ended in reverse order, once, whatever the reason. */
const toStop = [];

async function stopAll() {
  while (toStop.length > 0) await toStop.pop().stop();
}

function build() {
  return mustRun(process.execPath, [join(ROOT, 'scripts/build.mjs')], { cwd: ROOT }).then(() => undefined);
}

function startServer(env) {
  const server = startGuarded({
    program: process.execPath,
    args: [join(ROOT, 'apps/server/dist/main.js')],
    env,
    cwd: ROOT,
    identity: {},
    logFile: LOG_FILE,
    stopSignals: ['SIGTERM', 'SIGKILL'],
  });
  toStop.push(server);
  return server;
}

async function makeFirstBackup(client, env) {
  await client.login(env.ADMIN_EMAIL, env.ADMIN_PASSWORD);
  if ((await client.newestGoodBackup()) !== null) return 'there is one already';
  const backup = await client.backUp('First backup, made by the quickstart');
  const megabytes = ((backup.sizeBytes ?? 0) / 1e6).toFixed(1);
  return `${backup.id}, ${megabytes} MB, ${backup.verificationLevel}`;
}

function psqlCommand(url, sql) {
  const found = findProgram('psql') ?? join(findPostgres(['psql']) ?? '', 'psql');
  return `${found} "${url}" -c "${sql}"`;
}

function tryThis(sampleUrl) {
  if (sampleUrl === null) return ['Your database is protected: the first backup is under “Backup”.'];
  return [
    'Try the worst day:',
    '  1. Damage the data:',
    `     ${psqlCommand(sampleUrl, 'DELETE FROM customers WHERE id % 2 = 0')}`,
    '  2. In the console open “Restore”, choose the backup, and confirm with the application’s name: crm.',
    '  3. Look at the data again — and undo the restore, if you like:',
    `     ${psqlCommand(sampleUrl, 'SELECT count(*) FROM customers')}`,
  ];
}

function printBox({ env, sampleUrl }) {
  const isOwnPassword = Boolean(process.env.ADMIN_PASSWORD);
  const rule = '─'.repeat(78);
  const lines = [
    rule,
    bold('Holdfast is running'),
    '',
    `  Address    ${green(env.PUBLIC_URL)}`,
    `  E-mail     ${env.ADMIN_EMAIL}`,
    `  Password   ${isOwnPassword ? 'the one in ADMIN_PASSWORD' : env.ADMIN_PASSWORD}`,
    '',
    ...tryThis(sampleUrl),
    '',
    `Logs: ${LOG_FILE}`,
    'Stop: Ctrl-C. Start again: npm run quickstart.',
    rule,
  ];
  say(`\n${lines.join('\n')}`);
}

/** Resolves when somebody wants the end, or when the server ended without being asked. */
function untilTheEnd(server) {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => resolve('asked'));
    server.onEnd(() => resolve('ended'));
    setInterval(() => {}, 3_600_000);
  });
}

async function run() {
  claimSingleRun(join(HOME, 'quickstart.pid'), 'quickstart.mjs');
  loadDotEnv();
  await setUp(hasOwnDatabase() ? ['run'] : ['run', 'embedded']);
  await step('Build', build);
  const prepared = await prepareConsole();
  if (prepared.postgres !== null) toStop.push(prepared.postgres);

  const server = startServer(prepared.env);
  const address = `http://${prepared.env.HOST === '0.0.0.0' ? '127.0.0.1' : prepared.env.HOST}:${prepared.env.PORT}`;
  await step('Console', () => waitUntilReady(address, server));
  // The console is more useful with a failed backup than without any: it shows what is wrong.
  const firstBackup = step('First backup', () => makeFirstBackup(new ConsoleClient(address), prepared.env));
  await firstBackup.catch((error) => say(`  ${red(error.message)}`));
  printBox(prepared);

  const reason = await untilTheEnd(server);
  if (reason === 'ended') throw new Error(`The server ended unexpectedly:\n${server.lastOutput()}`);
  say();
  await step('Stopped', stopAll);
}

try {
  await run();
} catch (error) {
  fail(error);
} finally {
  await stopAll();
  process.exit();
}
