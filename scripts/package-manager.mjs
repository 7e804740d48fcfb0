/** Installs system packages where that is possible without asking; else says the exact command. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { findProgram } from './find-program.mjs';
import { mustRun, runProgram } from './run-program.mjs';

const MANAGERS = [
  { name: 'apt', program: 'apt-get', command: 'apt-get update && sudo apt-get install -y', needsRoot: true },
  { name: 'dnf', program: 'dnf', command: 'dnf install -y', needsRoot: true },
  { name: 'apk', program: 'apk', command: 'apk add', needsRoot: true },
  { name: 'brew', program: 'brew', command: 'brew install', needsRoot: false },
];

const CREATE_CLUSTER = '/etc/postgresql-common/createcluster.conf';

function isRoot() {
  return process.getuid?.() === 0;
}

function unique(packages) {
  return [...new Set(packages.filter((name) => name !== undefined))];
}

/** The sentence that a person without root rights needs. */
export function installCommand(missing) {
  const manager = MANAGERS.find((candidate) => findProgram(candidate.program) !== null);
  const names = missing.map((entry) => entry.name).join('; ');
  if (manager === undefined) return `Install these programs and put them on the PATH: ${names}`;
  const packages = unique(missing.map((entry) => entry.packages[manager.name])).join(' ');
  const sudo = manager.needsRoot ? 'sudo ' : '';
  const command = isRoot() ? manager.command.replaceAll('sudo ', '') : `${sudo}${manager.command}`;
  return `Missing: ${names}. Install with:\n\n  ${command} ${packages}\n\nand run this again.`;
}

/** How to act as root without a question: `[]`, `['sudo', '-n']`, or null where it is not possible. */
async function rootPrefix() {
  if (isRoot()) return [];
  if (findProgram('sudo') === null) return null;
  const { code } = await runProgram('sudo', ['-n', 'true']);
  return code === 0 ? ['sudo', '-n'] : null;
}

async function asRoot(prefix, program, args) {
  const [first, ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', program, ...args];
  return mustRun(first, rest);
}

/** Debian starts a server on port 5432 when its package is installed; nobody asked us for one. */
async function keepDebianFromMakingAServer(prefix) {
  const { output } = await runProgram('dpkg-query', ['-W', '-f=${Status}', 'postgresql-common']);
  if (output.includes('install ok installed') || existsSync(CREATE_CLUSTER)) return;
  const line = 'create_main_cluster = false';
  if (isRoot()) {
    mkdirSync(dirname(CREATE_CLUSTER), { recursive: true });
    writeFileSync(CREATE_CLUSTER, `${line}\n`);
    return;
  }
  await asRoot(prefix, 'mkdir', ['-p', dirname(CREATE_CLUSTER)]);
  await asRoot(prefix, 'sh', ['-c', `echo '${line}' > ${CREATE_CLUSTER}`]);
}

/** Installs what `missing` needs by apt; throws the command to type where that is not possible. */
export async function installMissing(missing) {
  const prefix = findProgram('apt-get') === null ? null : await rootPrefix();
  if (prefix === null) throw new Error(installCommand(missing));

  const packages = unique(missing.map((entry) => entry.packages.apt));
  await keepDebianFromMakingAServer(prefix);
  await asRoot(prefix, 'apt-get', ['update']);
  const keepOurs = ['-o', 'Dpkg::Options::=--force-confold'];
  await asRoot(prefix, 'apt-get', ['install', '-y', '--no-install-recommends', ...keepOurs, ...packages]);
  return packages;
}
