import { ERROR_CODES, ROUTES, type ErrorCode } from '@holdfast/contract';

import { run } from './testing/run.js';
import { statusView } from './testing/sample-views.js';
import { problem, StubConsole } from './testing/stub-console.js';

const STATUS = `GET ${ROUTES.status}`;

describe('the holdfast command', () => {
  let console: StubConsole;
  beforeEach(async () => {
    console = await StubConsole.start();
  });
  afterEach(() => console.stop());

  it('ends with the exit code that the contract gives to each error', async () => {
    for (const [code, { exitCode }] of Object.entries(ERROR_CODES)) {
      console.on(STATUS, problem(code as ErrorCode, 'Because.'));
      expect({ code, exitCode: (await run(['status'], console)).exitCode }).toEqual({ code, exitCode });
    }
  });

  it('says the sentence of the contract, the detail, the hint and the request id', async () => {
    console.on(STATUS, problem('STORAGE_FULL', '/backups has 0 bytes left.', { hint: 'Make room.' }));
    const { stdout, stderr } = await run(['status'], console);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      '✗ The storage is full.\n  /backups has 0 bytes left.\n  → Make room.\n  (STORAGE_FULL · request-1)\n',
    );
  });

  it('lists each field that the console complains about', async () => {
    const violations = [{ field: 'from', message: 'must be a date' }];
    console.on(`GET ${ROUTES.backups}`, problem('VALIDATION_FAILED', 'from must be a date', { violations }));
    expect((await run(['list', '--from', 'x'], console)).stderr).toContain('  - from: must be a date\n');
  });

  it.each([
    [['status', '--lang', 'zh-CN'], {}],
    [['status'], { LANG: 'zh_CN.UTF-8' }],
  ])('speaks Chinese with %j and %j', async (args, environment) => {
    console.on(STATUS, problem('STORAGE_FULL', 'x'));
    expect((await run(args, { url: console.url, environment })).stderr).toContain('✗ 存储空间已满。');
  });

  it('prints errors as one JSON document too', async () => {
    console.on(STATUS, problem('FORBIDDEN', 'Not you.'));
    const { stdout } = await run(['status', '--json'], console);
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'FORBIDDEN', message: 'Not you.', hint: null, exitCode: 4, requestId: 'request-1' },
    });
  });

  it('tells where to get an API key when the console wants one', async () => {
    console.on(STATUS, problem('UNAUTHENTICATED', 'Please log in.'));
    expect((await run(['status'], console)).stderr).toContain('set HOLDFAST_API_KEY');
  });

  it('says with an exit code of its own that no console answers', async () => {
    const { url } = console;
    await console.stop();
    const { exitCode, stderr } = await run(['status'], { url });
    expect(exitCode).toBe(20);
    expect(stderr).toContain(`The console at ${url} cannot be reached: nothing listens there.`);
    expect(stderr).toContain('HOLDFAST_URL');
  });

  it.each([
    ['another web server', { status: 404, body: '<html>no</html>' }],
    ['a page where JSON was due', { status: 200, body: '<html>hello</html>' }],
    ['a redirect', { status: 302, body: '', headers: { location: 'https://elsewhere.example/' } }],
  ])('does not take %s for a console', async (_case, answer) => {
    console.on(STATUS, answer);
    const { exitCode, stderr } = await run(['status'], console);
    expect(exitCode).toBe(20);
    expect(stderr).toContain('(NOT_A_CONSOLE)');
  });

  it('finds a console that lives under a path', async () => {
    console.on(`GET /backup-console${ROUTES.status}`, { body: statusView() });
    const { exitCode } = await run(['status'], { url: `${console.url}/backup-console/` });
    expect(exitCode).toBe(0);
  });

  it.each([
    ['an address that is none', { HOLDFAST_URL: 'console' }],
    ['another protocol', { HOLDFAST_URL: 'file:///etc/passwd' }],
    ['a key that cannot be one', { HOLDFAST_API_KEY: '密钥' }],
  ])('refuses %s', async (_case, environment) => {
    const { exitCode, stderr } = await run(['status'], { url: console.url, environment });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('(CONFIG_INVALID)');
    expect(console.requests).toEqual([]);
  });

  it.each([[['frobnicate']], [['show']], [['list', '--nope']], [['status', '--lang', 'fr']], [[]]])(
    'ends with 2 for %j',
    async (args) => {
      expect((await run(args, console)).exitCode).toBe(2);
    },
  );

  it('helps without a console and with any configuration', async () => {
    const options = { environment: { HOLDFAST_URL: 'nonsense' } };
    for (const verb of [
      'status',
      'backup',
      'list',
      'show',
      'verify',
      'restore',
      'undo',
      'delete',
      'doctor',
    ]) {
      const { exitCode, stdout } = await run([verb, '--help'], options);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Usage: holdfast ${verb}`);
      expect(stdout).toContain('--json');
    }
  });
});
