/**
 * `npm run dev`: the server, rebuilt and restarted on every change, and Vite's development server for the web app.
 * Without DATABASE_URL it uses the quickstart's database.
 */
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';

import { buildAll, COMPILED } from './build.mjs';
import { HOME, loadDotEnv, prepareConsole } from './console-environment.mjs';
import { ROOT } from './setup.mjs';
import { claimSingleRun } from './single-run.mjs';
import { fail, say } from './steps.mjs';

/** Editors write a file in several steps. */
const SETTLE_MS = 120;

const VITE = join(ROOT, 'node_modules/vite/bin/vite.js');

function startNode(args, options) {
  return spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], ...options });
}

function ended(child) {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', resolve);
  });
}

async function restart(server, env) {
  server?.kill('SIGTERM');
  if (server) await ended(server);
  return startNode(['--enable-source-maps', join(ROOT, 'apps/server/dist/main.js')], { cwd: ROOT, env });
}

/** Calls `onChange` with the names of the workspaces whose sources changed, one call at a time. */
function watchSources(onChange) {
  const changed = new Set();
  let timer;
  let work = Promise.resolve();
  const flush = () => {
    const names = [...changed];
    changed.clear();
    work = work.then(() => onChange(names)).catch((error) => say(error.message));
  };
  for (const [name, folder] of Object.entries(COMPILED)) {
    watch(join(ROOT, folder, 'src'), { recursive: true }, () => {
      changed.add(name);
      clearTimeout(timer);
      timer = setTimeout(flush, SETTLE_MS);
    });
  }
}

async function run() {
  claimSingleRun(join(HOME, 'dev.pid'), 'dev.mjs');
  loadDotEnv();
  await buildAll(Object.keys(COMPILED), say);
  const { env, postgres } = await prepareConsole();
  let server = await restart(null, env);
  const vite = startNode([VITE], { cwd: join(ROOT, 'apps/web'), env: { ...env, NODE_ENV: 'development' } });
  say(`API: ${env.PUBLIC_URL}   E-mail: ${env.ADMIN_EMAIL}   Password: see ${join(HOME, 'quickstart.env')}`);

  watchSources(async (names) => {
    await buildAll(names, say);
    server = await restart(server, env);
  });

  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, resolve);
  });
  for (const child of [vite, server]) child.kill('SIGTERM');
  await Promise.all([ended(vite), ended(server)]);
  await postgres?.stop();
}

try {
  await run();
} catch (error) {
  fail(error);
} finally {
  process.exit();
}
