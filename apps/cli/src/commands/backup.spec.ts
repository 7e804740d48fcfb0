import { ROUTES } from '@holdfast/contract';

import { run } from '../testing/run.js';
import { BACKUP_ID, backupView } from '../testing/sample-views.js';
import { StubConsole } from '../testing/stub-console.js';

const CREATE = `POST ${ROUTES.backups}`;
const GET = `GET ${ROUTES.backup(BACKUP_ID)}`;
const ACCEPTED = { status: 202, body: { id: BACKUP_ID, status: 'pending' } };

describe('holdfast backup', () => {
  let console: StubConsole;
  beforeEach(async () => {
    console = (await StubConsole.start()).on(CREATE, ACCEPTED);
  });
  afterEach(() => console.stop());

  it('asks for a backup with the API key and returns at once', async () => {
    const result = await run(['backup', 'default', '-d', 'before the update'], console);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(result.stdout).toContain(`holdfast show ${BACKUP_ID}`);
    expect(console.requests).toEqual([
      {
        line: CREATE,
        apiKey: 'hf_secret',
        body: { appId: 'default', description: 'before the update' },
      },
    ]);
  });

  it('waits, tells each phase once where there is no screen, and prints the backup', async () => {
    const dumping = { phase: 'dumping', bytesDone: 2048, bytesTotal: null } as const;
    const reading = { phase: 'reading-back', bytesDone: 512, bytesTotal: 1024 } as const;
    console.on(GET, [
      { body: backupView({ status: 'pending' }) },
      { body: backupView({ status: 'running', progress: dumping }) },
      { body: backupView({ status: 'running', progress: { ...dumping, bytesDone: 4096 } }) },
      { body: backupView({ status: 'running', progress: reading }) },
      { body: backupView() },
    ]);
    const { exitCode, stdout, stderr } = await run(['backup', '--wait'], console);
    expect(exitCode).toBe(0);
    expect(stderr.split('\n')).toEqual([
      `Backup ${BACKUP_ID} was started.`,
      'Waiting for its turn',
      'Dumping the data  2.0 KiB',
      'Reading back  50 %  512 B of 1.0 KiB',
      'success',
      '',
    ]);
    expect(stdout).toContain('public.customers');
  });

  it('draws a bar on a screen only where the total is known', async () => {
    const progress = { phase: 'reading-back', bytesDone: 512, bytesTotal: 1024 } as const;
    console.on(GET, [{ body: backupView({ status: 'running', progress }) }, { body: backupView() }]);
    const { stderr } = await run(['backup', '--wait'], { url: console.url, isScreen: true });
    expect(stderr).toContain(`[${'█'.repeat(12)}${'░'.repeat(12)}] 50 %`);
    // The cursor is shown again.
    expect(stderr.lastIndexOf('\u001b[?25h')).toBeGreaterThan(stderr.lastIndexOf('\u001b[?25l'));
  });

  it('ends with the exit code of what the backup failed of, and prints the record as JSON', async () => {
    const failed = backupView({
      status: 'failed',
      errorCode: 'SOURCE_UNREACHABLE',
      errorMessage: 'db:5432 refused the connection.',
      errorHint: 'Start the database.',
    });
    console.on(GET, { body: failed });
    const { exitCode, stdout, stderr } = await run(['backup', '--wait', '--json'], console);
    expect(exitCode).toBe(15);
    expect(JSON.parse(stdout)).toEqual(failed);
    expect(stderr).toContain('db:5432 refused the connection.');
    expect(stderr).toContain('→ Start the database.');
  });

  it('says at Ctrl-C that the backup goes on, and does not cancel it', async () => {
    const ctrlC = new AbortController();
    console.on(GET, () => {
      ctrlC.abort();
      return { body: backupView({ status: 'running' }) };
    });
    const options = { url: console.url, interrupt: ctrlC.signal };
    const { exitCode, stderr } = await run(['backup', '--wait'], options);
    expect(exitCode).toBe(130);
    expect(stderr).toContain('The backup goes on at the console');
    expect(console.requestLines('POST')).toEqual([CREATE]);
  });
});
