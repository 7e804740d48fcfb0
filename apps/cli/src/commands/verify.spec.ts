import { ROUTES } from '@holdfast/contract';

import { run } from '../testing/run.js';
import { auditPage, BACKUP_ID, backupView } from '../testing/sample-views.js';
import { problem, StubConsole } from '../testing/stub-console.js';

const AUDIT = `GET ${ROUTES.audit}`;
const GET = `GET ${ROUTES.backup(BACKUP_ID)}`;
const PROGRESS = { phase: 'reading-back', bytesDone: 1024, bytesTotal: 1536 } as const;
/** An older verification of the same backup: not what is waited for. */
const BEFORE = { sequence: 6, outcome: 'failure', details: { errorCode: 'STORAGE_UNAVAILABLE' } } as const;

describe('holdfast verify', () => {
  let console: StubConsole;
  beforeEach(async () => {
    console = await StubConsole.start();
    console.on(`POST ${ROUTES.backupVerify(BACKUP_ID)}`, {
      status: 202,
      body: { id: BACKUP_ID, status: 'running' },
    });
  });
  afterEach(() => console.stop());

  it('waits for the outcome and says which level is proven', async () => {
    console.on(AUDIT, [
      { body: auditPage(BEFORE) },
      { body: auditPage(BEFORE) },
      { body: auditPage({ sequence: 7 }, BEFORE) },
    ]);
    console.on(GET, [{ body: backupView({ progress: PROGRESS }) }, { body: backupView() }]);
    const { exitCode, stdout, stderr } = await run(['verify', BACKUP_ID], console);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Verifying the backup  66 %  1.0 KiB of 1.5 KiB');
    expect(stdout).toContain('Verification level: readable');
  });

  it('ends with 12 and the finding where the backup is damaged', async () => {
    const message = 'data/shop.dump.zst differs from its hash.';
    const finding = {
      code: 'BACKUP_CORRUPTED',
      severity: 'blocker',
      message,
      hint: 'Make a new backup.',
    } as const;
    const details = { errorCode: 'BACKUP_CORRUPTED' };
    console.on(AUDIT, [{ body: auditPage() }, { body: auditPage({ outcome: 'failure', details }) }]);
    console.on(GET, { body: backupView({ verificationLevel: null, anomalies: [finding] }) });
    const { exitCode, stderr } = await run(['verify', BACKUP_ID], console);
    expect(exitCode).toBe(12);
    expect(stderr).toContain(finding.message);
    expect(stderr).toContain('→ Make a new backup.');
  });

  it('gives up where the console forgot the verification', async () => {
    console.on(AUDIT, { body: auditPage(BEFORE) });
    console.on(GET, [{ body: backupView({ progress: PROGRESS }) }, { body: backupView() }]);
    const { exitCode, stderr } = await run(['verify', BACKUP_ID], console);
    expect(exitCode).toBe(1);
    expect(stderr).toContain('the console was probably restarted');
  });

  it('does not wait where that is not wanted', async () => {
    console.on(AUDIT, { body: auditPage() });
    const { exitCode, stdout } = await run(['verify', BACKUP_ID, '--no-wait', '--json'], console);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toEqual({ id: BACKUP_ID, status: 'running' });
  });

  it('tells what the console refuses', async () => {
    console.on(AUDIT, { body: auditPage() });
    console.on(`POST ${ROUTES.backupVerify(BACKUP_ID)}`, problem('JOB_ALREADY_RUNNING', 'A backup runs.'));
    expect((await run(['verify', BACKUP_ID], console)).exitCode).toBe(5);
  });
});
