import { ROUTES } from '@holdfast/contract';

import { run } from '../testing/run.js';
import {
  BACKUP_ID,
  backupView,
  drillReport,
  previewReport,
  RESTORE_ID,
  restoreView,
  runningRestore,
} from '../testing/sample-views.js';
import { problem, StubConsole } from '../testing/stub-console.js';

const CREATE = `POST ${ROUTES.backupRestores(BACKUP_ID)}`;
const GET = `GET ${ROUTES.restore(RESTORE_ID)}`;
const CANCEL = `POST ${ROUTES.restoreCancel(RESTORE_ID)}`;

describe('holdfast restore', () => {
  let console: StubConsole;
  beforeEach(async () => {
    console = await StubConsole.start();
    console.on(`GET ${ROUTES.backup(BACKUP_ID)}`, { body: backupView() });
    console.on(CREATE, { status: 202, body: { id: RESTORE_ID, status: 'pending' } });
  });
  afterEach(() => console.stop());

  it('starts once the application’s name was typed, and sends it', async () => {
    const options = { url: console.url, typed: 'Shop CRM\n' };
    const { exitCode, stdout, stderr } = await run(['restore', BACKUP_ID], options);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('This overwrites the current data of Shop CRM.');
    expect(stdout).toContain(RESTORE_ID);
    expect(console.requests.at(-1)).toMatchObject({
      line: CREATE,
      body: { mode: 'apply', confirm: 'Shop CRM' },
    });
  });

  it.each([
    ['shop crm\n', 2],
    ['\n', 2],
    ['', 130],
  ])('does nothing where %j was typed instead', async (typed, expected) => {
    const { exitCode } = await run(['restore', BACKUP_ID], { url: console.url, typed });
    expect(exitCode).toBe(expected);
    expect(console.requestLines('POST')).toEqual([]);
  });

  it('requires --yes where nobody can be asked', async () => {
    const { exitCode, stderr } = await run(['restore', BACKUP_ID], console);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--yes');
    expect(console.requestLines('POST')).toEqual([]);
  });

  it('shows the phases, then the report and until when it can be undone', async () => {
    const detail = { bytesDone: 1024, bytesTotal: 4096, itemsDone: 3, itemsTotal: 8 };
    console.on(GET, [{ body: runningRestore({ detail }) }, { body: restoreView() }]);
    const args = ['restore', BACKUP_ID, '--yes', '--wait', '--strategy', 'swap'];
    const { exitCode, stdout, stderr } = await run(args, console);
    expect(exitCode).toBe(0);
    expect(stderr).toContain('Loading beside the live database  25 %  1.0 KiB of 4.0 KiB  3 of 8 items');
    expect(stdout).toContain('Data restored successfully');
    expect(stdout).toContain('1 tables with 42 rows');
    expect(stdout).toMatch(/Connections refused for +85 ms/);
    expect(stdout).toMatch(/can be undone until 2026-11-2\d .*: holdfast undo/);
    expect(stdout).toContain('it takes 8.0 MiB');
    expect(console.requests.find(({ line }) => line === CREATE)?.body).toEqual({
      mode: 'apply',
      confirm: 'Shop CRM',
      strategy: 'swap',
    });
  });

  it('ends with the exit code of what the restore failed of', async () => {
    const failed = runningRestore({
      status: 'failed',
      errorCode: 'RESTORE_MISMATCH',
      errorMessage: 'public.customers has 41 rows instead of 42.',
    });
    console.on(GET, { body: failed });
    const { exitCode, stderr } = await run(['restore', BACKUP_ID, '--yes', '--wait'], console);
    expect(exitCode).toBe(11);
    expect(stderr).toContain('public.customers has 41 rows instead of 42.');
  });

  it('goes on watching when the console is away for a moment', async () => {
    const away = { isHangUp: true } as const;
    console.on(GET, [{ body: runningRestore() }, away, away, { body: restoreView() }]);
    const { exitCode } = await run(['restore', BACKUP_ID, '--yes', '--wait'], console);
    expect(exitCode).toBe(0);
  });

  it('gives up watching when the console stays away', async () => {
    console.on(GET, { isHangUp: true });
    const { exitCode, stderr } = await run(['restore', BACKUP_ID, '--yes', '--wait'], console);
    expect(exitCode).toBe(20);
    expect(stderr).toContain('cannot be reached');
  });

  describe('at Ctrl-C', () => {
    let ctrlC: AbortController;
    beforeEach(() => {
      ctrlC = new AbortController();
    });

    /** Pressed while the restore runs; what the console says afterwards is `later`. */
    function interruptThen(later: ReturnType<typeof restoreView>): void {
      console.on(GET, () => {
        const isFirst = !ctrlC.signal.aborted;
        ctrlC.abort();
        return { body: isFirst ? runningRestore() : later };
      });
    }

    it('says that the restore goes on at the console', async () => {
      interruptThen(restoreView());
      const options = { url: console.url, interrupt: ctrlC.signal };
      const { exitCode, stderr } = await run(['restore', BACKUP_ID, '--yes', '--wait'], options);
      expect(exitCode).toBe(130);
      expect(stderr).toContain('The restore goes on at the console');
      expect(console.requestLines('POST')).toEqual([CREATE]);
    });

    it('cancels where that was asked for beforehand, and says how it ended', async () => {
      interruptThen(runningRestore({ status: 'canceled', errorCode: 'CANCELED' }));
      console.on(CANCEL, { status: 202, body: runningRestore() });
      const options = { url: console.url, interrupt: ctrlC.signal };
      const { exitCode } = await run(['restore', BACKUP_ID, '--yes', '--cancel-on-interrupt'], options);
      expect(exitCode).toBe(5);
      expect(console.requestLines('POST')).toEqual([CREATE, CANCEL]);
    });

    it('reports the result where it was too late to cancel', async () => {
      interruptThen(restoreView());
      console.on(CANCEL, problem('INVALID_STATE', 'It is being swapped in.'));
      const options = { url: console.url, interrupt: ctrlC.signal };
      const args = ['restore', BACKUP_ID, '--yes', '--cancel-on-interrupt'];
      const { exitCode, stdout, stderr } = await run(args, options);
      expect(exitCode).toBe(0);
      expect(stderr).toContain('too late to cancel');
      expect(stdout).toContain('Data restored successfully');
    });
  });

  it('says what a restore would change without asking for a confirmation, and leaves out what stays', async () => {
    console.on(GET, { body: restoreView({ mode: 'preview', report: null, preview: previewReport() }) });
    const { exitCode, stdout } = await run(['restore', BACKUP_ID, '--preview', '--exact'], console);
    expect(exitCode).toBe(0);
    expect(console.requests.find(({ line }) => line === CREATE)?.body).toEqual({
      mode: 'preview',
      isExact: true,
    });
    expect(stdout).toContain('about 1 min 01 s, as 3 measured runs say');
    expect(stdout).toMatch(/public\.customers +42 +40 +different/);
    expect(stdout).toMatch(/public\.orders +7 +– +would appear/);
    expect(stdout).not.toContain('public.quiet');
  });

  it('says so where nothing would change', async () => {
    const preview = previewReport({ isExact: true, tables: [], canRestore: false, estimate: null });
    console.on(GET, { body: restoreView({ mode: 'preview', report: null, preview }) });
    const { stdout } = await run(['restore', BACKUP_ID, '--preview'], console);
    expect(stdout).toContain('cannot be restored here');
    expect(stdout).toContain('Every table is identical');
  });

  it('runs a drill and shows what it proved', async () => {
    console.on(GET, { body: restoreView({ mode: 'drill', report: null, drill: drillReport() }) });
    const { exitCode, stdout } = await run(['restore', BACKUP_ID, '--drill', '--wait'], console);
    expect(exitCode).toBe(0);
    expect(console.requests.find(({ line }) => line === CREATE)?.body).toEqual({ mode: 'drill' });
    expect(stdout).toContain('it took 12.3 s');
    expect(stdout).toContain('matched');
    expect(stdout).toMatch(/orders are there +yes/);
  });

  it('restores chosen tables beside the live ones', async () => {
    const args = ['restore', BACKUP_ID, '--yes', '--table', 'public.a', '--table', 'public."B"', '--beside'];
    expect((await run(args, console)).exitCode).toBe(0);
    expect(console.requests.at(-1)?.body).toEqual({
      mode: 'apply',
      confirm: 'Shop CRM',
      strategy: 'tables',
      tables: ['public.a', 'public."B"'],
      tablePlacement: 'beside',
    });
  });

  it('does not drill and preview at once', async () => {
    const { exitCode, stderr } = await run(['restore', BACKUP_ID, '--preview', '--drill'], console);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('choose one');
    expect(console.requests).toEqual([]);
  });
});
