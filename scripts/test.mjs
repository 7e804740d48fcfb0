/**
 * `npm test`: from a fresh clone to a verdict. Installs, builds, then format, types, lint, architecture and
 * all test suites. The last line is `tests: N passed, N failed`, over all of them; each check counts as one.
 * `--only=unit,lint` runs just these.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { RUN_MARKER } from './guarded-process.mjs';
import { runJest } from './jest-run.mjs';
import { endLeftoverProcesses, leftoverFiles } from './leftovers.mjs';
import { mustRun } from './run-program.mjs';
import { ROOT, setUp } from './setup.mjs';
import { bold, green, red, say, seconds } from './steps.mjs';

const CHECKS = {
  build: 'build',
  format: 'format:check',
  types: 'types',
  lint: 'lint',
  architecture: 'architecture',
};

const SUITES = [
  { projects: ['unit', 'web'], isInBand: false },
  { projects: ['integration'], isInBand: true },
  { projects: ['e2e'], isInBand: true },
];

const isCi = process.env.CI === 'true';
const runId = randomBytes(8).toString('hex');
const total = { passed: 0, skipped: 0, failures: [] };

function readOnly() {
  const argument = process.argv.find((candidate) => candidate.startsWith('--only='));
  const names = argument?.slice('--only='.length).split(',') ?? null;
  const known = [...Object.keys(CHECKS), ...SUITES.flatMap((suite) => suite.projects)];
  const unknown = names?.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`--only=${unknown}: there is only ${known.join(', ')}.`);
  return (name) => names === null || names.includes(name);
}

/** Everything the run writes goes into a directory of its own, so that what is left can be seen. */
function useOwnTemporaryDirectory() {
  const directory = mkdtempSync(join(tmpdir(), 'hf-test-'));
  // PostgreSQL runs as another user where we are root; it must get through, but see nothing.
  chmodSync(directory, 0o711);
  process.env.TMPDIR = directory;
  process.env[RUN_MARKER] = runId;
  return directory;
}

async function check(title, work) {
  const startedAt = performance.now();
  try {
    await work();
    total.passed += 1;
    say(`${green('✔')} ${title} (${seconds(startedAt)})`);
    return true;
  } catch (error) {
    total.failures.push(title);
    say(`${red('✘')} ${title} (${seconds(startedAt)})\n${error.message}\n`);
    return false;
  }
}

async function runChecks(isWanted) {
  for (const [title, script] of Object.entries(CHECKS)) {
    if (isWanted(title)) await check(title, () => mustRun('npm', ['run', '--silent', script], { cwd: ROOT }));
  }
}

async function runSuites(isWanted, reports) {
  for (const { projects, isInBand } of SUITES) {
    const wanted = projects.filter(isWanted);
    if (wanted.length === 0) continue;
    const title = wanted.join(' and ');
    say(`\n${bold(title)}`);
    const startedAt = performance.now();
    const result = await runJest(wanted, { isInBand, reportFile: join(reports, `${wanted.join('-')}.json`) });
    total.passed += result.passed;
    total.skipped += result.skipped;
    total.failures.push(...result.failures);
    const mark = result.failures.length === 0 ? green('✔') : red('✘');
    say(
      `${mark} ${title}: ${result.passed} passed, ${result.failures.length} failed (${seconds(startedAt)})`,
    );
  }
}

async function checkLeftovers(directory) {
  await check('nothing is left running', async () => {
    const left = await endLeftoverProcesses(runId);
    if (left.length > 0) throw new Error(left.map(({ pid, command }) => `  ${pid} ${command}`).join('\n'));
  });
  await check('nothing is left in the temporary directory', async () => {
    const files = leftoverFiles(directory);
    if (files.length > 0) throw new Error(files.map((file) => `  ${file}`).join('\n'));
  });
}

/** The last line is for machines: CI reads it. */
function printVerdict() {
  if (isCi && total.skipped > 0)
    total.failures.push(`${total.skipped} tests were skipped, which CI does not accept`);
  if (total.failures.length > 0)
    say(`\n${red('Failed:')}\n${total.failures.map((name) => `  ${name}`).join('\n')}`);
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
  say(`\ntests: ${total.passed} passed, ${total.failures.length} failed${skipped}`);
  process.exitCode = total.failures.length === 0 ? 0 : 1;
}

async function runAll(directory) {
  const isWanted = readOnly();
  if (!(await check('set-up', () => setUp(['run', 'embedded', 'test'])))) return;
  await runChecks(isWanted);
  const reports = mkdtempSync(join(ROOT, 'node_modules/.cache-test-'));
  try {
    await runSuites(isWanted, reports);
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  await checkLeftovers(directory);
}

const directory = useOwnTemporaryDirectory();

async function giveUp() {
  await endLeftoverProcesses(runId, 0);
  rmSync(directory, { recursive: true, force: true });
  process.exit(130);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, giveUp);

try {
  await runAll(directory);
} catch (error) {
  total.failures.push(error.message);
} finally {
  rmSync(directory, { recursive: true, force: true });
  printVerdict();
}
