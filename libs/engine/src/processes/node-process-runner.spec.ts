import { once } from 'node:events';

import { eventually, fixture, isAlive, program, testRunner } from '../testing/fixture-programs.js';
import type { ProcessChain } from '../ports/process-runner.js';

async function textOf(chain: ProcessChain): Promise<string> {
  let text = '';
  for await (const chunk of chain.stdout as AsyncIterable<Buffer>) text += chunk.toString();
  return text;
}

/** Starts one program and waits for the first line it writes to standard error. */
async function startAndHear(name: string, args: string[], killAfterMs = 5000) {
  let heard: (line: string) => void = () => undefined;
  const firstLine = new Promise<string>((resolve) => (heard = resolve));
  const chain = testRunner({ killAfterMs }).start([fixture(name, ...args)], {
    stdin: 'empty',
    onStderrLine: (_label, line) => heard(line),
  });
  return { chain, firstLine: await firstLine };
}

describe('NodeProcessRunner', () => {
  it('connects programs so that only the last output comes here', async () => {
    const chain = testRunner().start([fixture('produce', '300000'), program('/usr/bin/wc', '-c')], {
      stdin: 'empty',
    });
    expect((await textOf(chain)).trim()).toBe('300000');
    const outcomes = await chain.finished;
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
  });

  it('keeps the output of a program that ended before anybody read it', async () => {
    const chain = testRunner().start([program('/bin/echo', 'early')], { stdin: 'empty' });
    await chain.finished;
    expect(await textOf(chain)).toBe('early\n');
  });

  it('shows the children only the allow-list and what the spec adds', async () => {
    process.env['HOLDFAST_CANARY'] = 'must not be inherited';
    const runner = testRunner({ path: '/usr/bin', homePath: '/var/empty', tmpPath: '/var/tmp' });
    const spec = { ...fixture('print-env'), env: { PGPASSFILE: '/run/pass' } };
    const seen: unknown = JSON.parse(await textOf(runner.start([spec], { stdin: 'empty' })));
    delete process.env['HOLDFAST_CANARY'];
    expect(seen).toEqual({
      PATH: '/usr/bin',
      HOME: '/var/empty',
      TMPDIR: '/var/tmp',
      LC_ALL: 'C',
      TZ: 'UTC',
      PGPASSFILE: '/run/pass',
    });
  });

  it.each([
    ['does not exist', '/nonexistent/pg_dump', 'ENOENT'],
    ['is not executable', '/etc/passwd', 'EACCES'],
    ['has an impossible name', '/bin/\0', 'ERR_INVALID_ARG_VALUE'],
  ])('tells of a program that %s, and its neighbours end', async (_case, path, code) => {
    const runner = testRunner({ neighbourGraceMs: 50 });
    const specs = [fixture('forever'), program(path), fixture('copy')];
    const chain = runner.start(specs, { stdin: 'pipe' });
    expect(await textOf(chain)).toBe('');
    const [before, missing, after] = await chain.finished;
    expect(missing).toMatchObject({ exitCode: null, signal: null, startError: { code } });
    expect(before).toMatchObject({ signal: 'SIGTERM', wasTerminated: true });
    expect(after).toMatchObject({ startError: null });
  });

  it('offers ends that are closed where the only program cannot be started', async () => {
    const chain = testRunner().start([program('/bin/\0')], { stdin: 'pipe' });
    expect(chain.stdin?.destroyed).toBe(true);
    expect(await textOf(chain)).toBe('');
    expect((await chain.finished)[0]?.startError).not.toBeNull();
  });

  it('neither blocks nor grows while a program floods standard error', async () => {
    const before = process.memoryUsage().rss;
    const chain = testRunner().start([fixture('chatty-stderr', '200')], { stdin: 'empty' });
    const [outcome] = await chain.finished;
    expect(outcome?.exitCode).toBe(0);
    expect(outcome?.stderr).toHaveLength(64 * 1024);
    expect(outcome?.stderr.endsWith('the last line')).toBe(true);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  });

  it('kills a program that ignores TERM', async () => {
    const { chain } = await startAndHear('ignore-term', [], 200);
    await chain.terminate();
    expect((await chain.finished)[0]).toMatchObject({ signal: 'SIGKILL', wasTerminated: true });
  });

  it('ends a stopped program', async () => {
    const { chain, firstLine } = await startAndHear('print-pid', []);
    process.kill(Number(firstLine), 'SIGSTOP');
    await chain.terminate();
    expect(isAlive(Number(firstLine))).toBe(false);
  });

  it('can be told to terminate more than once', async () => {
    const { chain } = await startAndHear('print-pid', []);
    await Promise.all([chain.terminate(), chain.terminate()]);
    await chain.terminate();
    expect((await chain.finished)[0]?.signal).toBe('SIGTERM');
  });

  it('ends the grandchildren with the child', async () => {
    const { chain, firstLine } = await startAndHear('spawn-grandchild', ['stay']);
    await chain.terminate();
    await eventually(() => !isAlive(Number(firstLine)));
    expect((await chain.finished)[0]?.signal).toBe('SIGTERM');
  });

  it('ends a grandchild that its parent left behind', async () => {
    const { chain, firstLine } = await startAndHear('spawn-grandchild', [], 200);
    expect((await chain.finished)[0]?.exitCode).toBe(0);
    expect(isAlive(Number(firstLine))).toBe(true);
    await chain.terminate();
    await eventually(() => !isAlive(Number(firstLine)));
  });

  it('survives writing to a program that is gone', async () => {
    const chain = testRunner().start([fixture('fail')], { stdin: 'pipe' });
    await chain.finished;
    chain.stdin?.write('too late');
    if (chain.stdin && !chain.stdin.closed) await once(chain.stdin, 'close');
    expect(chain.stdin?.destroyed).toBe(true);
  });

  it('asks a program to end by the signal that suits it', async () => {
    const spec = { ...fixture('forever'), stopSignal: 'SIGQUIT' } as const;
    const chain = testRunner().start([spec], { stdin: 'empty' });
    await chain.terminate();
    expect((await chain.finished)[0]).toMatchObject({ signal: 'SIGQUIT', exitCode: null });
  });

  it('lets a serving program run with the arguments that it was given, and never gain rights', async () => {
    const status = { ...program('/bin/grep', 'NoNewPrivs', '/proc/self/status'), isServing: true };
    const chain = testRunner().start([status], { stdin: 'empty' });
    expect((await textOf(chain)).trim()).toMatch(/^NoNewPrivs:\s+1$/);
  });

  (process.getuid?.() === 0 ? it : it.skip)(
    'runs a program as another user, and as none of our groups',
    async () => {
      const spec = { ...program('/usr/bin/id'), runAs: { uid: 65534, gid: 65534 } };
      const chain = testRunner().start([spec], { stdin: 'empty' });
      expect((await textOf(chain)).trim()).toBe('uid=65534(nobody) gid=65534(nogroup) groups=65534(nogroup)');
    },
  );
});
