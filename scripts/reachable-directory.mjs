/** PostgreSQL refuses to run as root: picks the account it runs as, and a directory that account can reach. */
import { createHash } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { runProgram } from './run-program.mjs';

/** `{ uid, gid }` to start the server with; `{}` where the caller is an ordinary user. */
export function serverIdentity() {
  if (process.getuid?.() !== 0) return {};
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const account = ['postgres', 'nobody']
    .map((name) => accounts.find((fields) => fields[0] === name))
    .find(Boolean);
  if (account === undefined)
    throw new Error('Running as root, but there is no user postgres or nobody to run PostgreSQL as.');
  return { uid: Number(account[2]), gid: Number(account[3]) };
}

async function canUse(directory, identity) {
  const { code } = await runProgram('test', ['-w', directory], { ...identity, cwd: '/' });
  return code === 0;
}

function prepare(directory, identity) {
  mkdirSync(dirname(directory), { recursive: true, mode: 0o755 });
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (identity.uid !== undefined) chownSync(directory, identity.uid, identity.gid);
  return directory;
}

/** Where a persistent server may live instead, e.g. when the repository lies under /root (0700). */
function fallbackFor(directory) {
  const hash = createHash('sha256').update(directory).digest('hex').slice(0, 12);
  const isRoot = process.getuid?.() === 0;
  return join(isRoot ? '/var/lib/holdfast' : tmpdir(), hash);
}

/** `directory` if the server's account can use it, else a directory that it can use. */
export async function reachableDirectory(directory, identity) {
  prepare(directory, identity);
  if (await canUse(directory, identity)) return directory;

  if (readdirSync(directory).length === 0) rmdirSync(directory);
  const fallback = fallbackFor(directory);
  prepare(fallback, identity);
  if (await canUse(fallback, identity)) return fallback;
  throw new Error(
    `PostgreSQL’s user cannot reach ${directory} nor ${fallback}. Use a directory outside of /root.`,
  );
}

/** A new directory for a throw-away server. */
export async function throwAwayDirectory(identity) {
  for (const parent of [tmpdir(), '/tmp', '/var/tmp']) {
    const directory = prepare(mkdtempSync(join(parent, 'holdfast-pg-')), identity);
    if (await canUse(directory, identity)) return directory;
  }
  throw new Error('PostgreSQL’s user cannot reach any temporary directory. Set TMPDIR to one that it can.');
}
