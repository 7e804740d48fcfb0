/**
 * From a fresh clone to a machine that can run (or test) Holdfast: Node.js version, system programs,
 * npm packages. Built-in modules only, because it runs before `npm ci`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { installMissing } from './package-manager.mjs';
import { mustRun } from './run-program.mjs';
import { fail, step } from './steps.mjs';
import { missingPrograms } from './system-programs.mjs';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

const OLDEST_NODE = [20, 19];

export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const isRecent = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (isRecent) return;
  throw new Error(
    `Holdfast needs Node.js ${OLDEST_NODE.join('.')} or newer; this is ${version}. ` +
      'Install a newer one from https://nodejs.org or with your version manager (nvm install 24).',
  );
}

/** Installs missing programs; resolves with what was done, in words. */
export async function setUpPrograms(purposes) {
  const missing = missingPrograms(purposes);
  if (missing.length === 0) return 'all there';
  const packages = await installMissing(missing);
  const still = missingPrograms(purposes);
  if (still.length === 0) return `installed ${packages.join(' ')}`;
  const names = still.map((entry) => entry.name).join('; ');
  throw new Error(
    `Still not found after installing ${packages.join(' ')}: ${names}. Put them on the PATH or set PG_BIN_DIR.`,
  );
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** Whether node_modules is what package-lock.json says; compares content, as a clone makes times meaningless. */
export function areDependenciesInstalled(root = ROOT) {
  const wanted = readLock(join(root, 'package-lock.json'));
  const installed = readLock(join(root, 'node_modules/.package-lock.json'));
  if (wanted === null || installed === null) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true || entry.devOptional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

export async function installDependencies() {
  if (areDependenciesInstalled()) return 'up to date';
  await mustRun('npm', ['ci', '--no-audit', '--no-fund'], { cwd: ROOT });
  return 'installed';
}

/** Everything a script needs before it may import npm packages. */
export async function setUp(purposes) {
  checkNode();
  await step('System programs', () => setUpPrograms(purposes));
  await step('npm packages', installDependencies);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const purposes = process.argv.includes('--test') ? ['run', 'embedded', 'test'] : ['run', 'embedded'];
  await setUp(purposes).catch(fail);
}
