/** Runs projects of jest and reads what came of them from its JSON report. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from './setup.mjs';

const JEST = join(ROOT, 'node_modules/jest/bin/jest.js');

/** Addresses and passwords of the developer's own console must not reach the tests. */
const OURS =
  /^(?:PG(?!_BIN_DIR$)|BACKUP_|RESTORE_|ADMIN_|SMTP_|NOTIFICATION|EMAIL_|METRICS_|DATABASE_URL$|PORT$|HOST$|PUBLIC_URL$|SESSION_SECRET$|LOG_LEVEL$|WORKSPACE_ID$|HOLDFAST_(?!TEST_RUN$))/;

function testEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  return {
    ...Object.fromEntries(kept),
    // Otherwise the loader of jest.config.ts leaves its cache in the temporary directory.
    DISABLE_V8_COMPILE_CACHE: '1',
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
  };
}

function start(args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [JEST, ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: testEnvironment(),
    });
    child.on('error', () => resolve(127));
    child.on('close', (code) => resolve(code ?? 128));
  });
}

function failuresOf(report) {
  return report.testResults.flatMap((suite) => {
    const failed = suite.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => test.fullName);
    // A suite that could not even be loaded has no tests, but it failed.
    const broken = suite.status === 'failed' && failed.length === 0 ? ['could not run'] : [];
    return [...failed, ...broken].map((name) => `${suite.name.slice(ROOT.length)}: ${name}`);
  });
}

/** `{ passed, skipped, failures: string[] }` of these projects; a run without any result is a failure. */
export async function runJest(projects, { isInBand, reportFile }) {
  const code = await start([
    '--selectProjects',
    ...projects,
    '--json',
    `--outputFile=${reportFile}`,
    `--cacheDirectory=${join(ROOT, 'node_modules/.cache/jest')}`,
    // A test that timed out may hold the runner open for ever; what it left running is looked for afterwards.
    '--forceExit',
    ...(isInBand ? ['--runInBand'] : []),
  ]);
  const title = projects.join(' and ');
  if (!existsSync(reportFile))
    return { passed: 0, skipped: 0, failures: [`${title}: jest gave no report (exit code ${code})`] };

  const report = JSON.parse(readFileSync(reportFile, 'utf8'));
  const failures = failuresOf(report);
  if (code !== 0 && failures.length === 0) failures.push(`${title}: jest ended with exit code ${code}`);
  return { passed: report.numPassedTests, skipped: report.numPendingTests + report.numTodoTests, failures };
}
