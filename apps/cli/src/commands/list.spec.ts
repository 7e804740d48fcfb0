import { ROUTES } from '@holdfast/contract';

import { run } from '../testing/run.js';
import { BACKUP_ID, backupView } from '../testing/sample-views.js';
import { StubConsole } from '../testing/stub-console.js';

const LIST = `GET ${ROUTES.backups}`;

describe('holdfast list', () => {
  let console: StubConsole;
  beforeEach(async () => {
    console = await StubConsole.start();
  });
  afterEach(() => console.stop());

  it('prints a table of id, local time with zone, status, size and level', async () => {
    const items = [
      backupView(),
      backupView({ id: 'other', status: 'failed', sizeBytes: null, verificationLevel: null }),
    ];
    console.on(LIST, { body: { items, total: 9, limit: 2, offset: 0 } });
    const { exitCode, stdout, stderr } = await run(['list'], console);
    expect(exitCode).toBe(0);
    const [head, first, second] = stdout.split('\n');
    expect(head).toMatch(/^Id +Time +Status +Size +Verification level$/);
    expect(first).toMatch(
      new RegExp(`^${BACKUP_ID} +2026-11-\\d\\d \\d\\d:\\d\\d:00 \\S+ +success +1\\.5 KiB +readable$`),
    );
    expect(second).toMatch(/^other +.* failed +– +–$/);
    expect(stderr).toBe('The newest 2 of 9; see more with --limit.\n');
  });

  it('hands the filters over', async () => {
    console.on(LIST, { body: { items: [], total: 0, limit: 5, offset: 0 } });
    const filters = ['--status', 'failed', '--from', '2026-11-01', '--to', '2026-11-02', '--limit', '5'];
    const { stdout, stderr } = await run(['list', ...filters, '--app', 'shop'], console);
    expect(console.requests[0]?.line).toBe(
      `${LIST}?appId=shop&status=failed&from=2026-11-01&to=2026-11-02&limit=5`,
    );
    expect(stdout).toBe('');
    expect(stderr).toBe('There is no such backup.\n');
  });

  it('prints the whole page as one JSON document, an empty one too', async () => {
    const page = { items: [], total: 0, limit: 50, offset: 0 };
    console.on(LIST, { body: page });
    const { stdout } = await run(['list', '--json'], console);
    expect(JSON.parse(stdout)).toEqual(page);
  });

  it.each([
    ['--limit', '0'],
    ['--limit', '1e2'],
    ['--status', 'done'],
  ])('refuses %s %s before anything is asked', async (option, value) => {
    const { exitCode, stderr } = await run(['list', option, value], console);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(option);
    expect(console.requests).toEqual([]);
  });

  it('does not let stored text move the cursor', async () => {
    const items = [backupView({ id: 'evil\u001b[2Jid' })];
    console.on(LIST, { body: { items, total: 1, limit: 50, offset: 0 } });
    const { stdout } = await run(['list'], console);
    expect(stdout).toContain('evil\ufffd[2Jid');
  });
});
