import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';

import { HoldfastError } from '../errors/holdfast-error.js';
import type { ProcessChain, ProcessRunner, ProcessSpec } from '../ports/process-runner.js';
import { eventually, fixture, isAlive, program, testRunner } from '../testing/fixture-programs.js';
import { PipelineError } from './pipeline-error.js';
import { runPipeline, type PipelineRequest } from './run-pipeline.js';

const runner = testRunner({ killAfterMs: 300, neighbourGraceMs: 100 });
const never = new AbortController().signal;

async function count(output: Readable): Promise<number> {
  let bytes = 0;
  for await (const chunk of output as AsyncIterable<Buffer>) bytes += chunk.length;
  return bytes;
}

function run(stages: ProcessSpec[], rest: Partial<PipelineRequest<number>> = {}) {
  return runPipeline(runner, { stages, sink: count, signal: never, ...rest });
}

async function failureOf(promise: Promise<unknown>): Promise<PipelineError> {
  const error: unknown = await promise.then(
    () => new Error('The pipeline succeeded.'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof PipelineError)) throw error;
  return error;
}

/** Process ids that any of the programs wrote as a line to standard error. */
function pidListener() {
  const pids: number[] = [];
  return { pids, onStderrLine: (_label: string, line: string) => void pids.push(Number(line)) };
}

function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}

describe('1. It resolves only if everything succeeded', () => {
  it('resolves with the sink’s value and every outcome', async () => {
    const { value, outcomes } = await run([fixture('produce', '5000000'), fixture('copy'), fixture('copy')]);
    expect(value).toBe(5_000_000);
    expect(outcomes.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0]);
  });

  it('feeds the whole source to the first stage', async () => {
    const source = Readable.from([Buffer.alloc(3_000_000), Buffer.alloc(5)], { objectMode: false });
    expect((await run([fixture('copy'), fixture('copy')], { source })).value).toBe(3_000_005);
  });

  it('rejects when a producer in front was killed, though all others succeeded', async () => {
    const error = await failureOf(run([fixture('truncate'), fixture('copy'), fixture('copy')]));
    expect(error.root).toMatchObject({ label: 'truncate', signal: 'SIGKILL' });
    expect(error.message).toBe('truncate was ended by signal SIGKILL');
    expect(error.others).toEqual([]);
  });

  it('rejects when a stage in the middle was killed, though the sink was content with what came', async () => {
    const content = (output: Readable) => count(output).catch(() => 7);
    const stages = [fixture('produce', '1000'), fixture('truncate'), fixture('copy')];
    expect((await failureOf(run(stages, { sink: content }))).root?.label).toBe('truncate');
  });

  it('does not let the sink see a clean end of a truncated stream', async () => {
    const seen: string[] = [];
    const sink = async (output: Readable) => {
      const bytes = await count(output).catch(() => seen.push('failure'));
      if (seen.length === 0) seen.push('clean end');
      return bytes;
    };
    await failureOf(run([fixture('truncate'), fixture('copy')], { sink }));
    expect(seen).toEqual(['failure']);
  });

  it('rejects when the first stage left input unread, though it ended with 0', async () => {
    const source = Readable.from([Buffer.alloc(3_000_000)], { objectMode: false });
    const error = await failureOf(run([fixture('exit-early', '0')], { source }));
    expect(error.message).toBe('The first program ended before it had read all of its input.');
  });

  it('rejects when the source stalls after the first stage has ended', async () => {
    const source = new Readable({ read: () => undefined });
    source.push('a few bytes');
    const error = await failureOf(run([fixture('exit-early', '3')], { source }));
    expect(error.root).toMatchObject({ label: 'exit-early', exitCode: 3 });
    expect(source.destroyed).toBe(true);
  });

  it('rejects when a program cannot be started', async () => {
    const stages = [fixture('endless'), program('/nonexistent/zstd'), fixture('copy', '10')];
    const error = await failureOf(run(stages));
    expect(error.message).toMatch(/^zstd could not be started: .*ENOENT/);
  });
});

describe('2. No child lives when it returns', () => {
  it('ends every program when the signal aborts, and says CANCELED', async () => {
    const controller = new AbortController();
    const { pids, onStderrLine } = pidListener();
    const stages = [fixture('print-pid'), fixture('print-pid'), fixture('spawn-grandchild', 'stay')];
    const running = run(stages, { signal: controller.signal, onStderrLine });
    await eventually(() => pids.length === 3);
    controller.abort();
    await expect(running).rejects.toMatchObject({ code: 'CANCELED' });
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('rejects an abort even where the program then ends with 0', async () => {
    const controller = new AbortController();
    const onStderrLine = () => controller.abort();
    const running = run([fixture('finish-on-term'), fixture('copy')], {
      signal: controller.signal,
      onStderrLine,
    });
    await expect(running).rejects.toMatchObject({ code: 'CANCELED' });
  });

  it('kills what ignores TERM', async () => {
    const controller = new AbortController();
    const onStderrLine = () => controller.abort();
    const running = run([fixture('ignore-term')], { signal: controller.signal, onStderrLine });
    await expect(running).rejects.toMatchObject({ code: 'CANCELED' });
  });

  it('starts nothing when the signal has aborted before', async () => {
    const { pids, onStderrLine } = pidListener();
    const aborted = run([fixture('print-pid')], { signal: AbortSignal.abort(), onStderrLine });
    await expect(aborted).rejects.toMatchObject({ code: 'CANCELED' });
    expect(pids).toEqual([]);
  });

  it('ends a producer that would not notice that its reader died', async () => {
    const { pids, onStderrLine } = pidListener();
    const error = await failureOf(run([fixture('print-pid'), fixture('fail', '0')], { onStderrLine }));
    expect(error.root?.label).toBe('fail');
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('ends a grandchild that a successful program left behind', async () => {
    const { pids, onStderrLine } = pidListener();
    await run([fixture('spawn-grandchild')], { onStderrLine });
    expect(pids).toHaveLength(1);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('leaves no file open, whatever happened', async () => {
    await run([fixture('produce', '10'), fixture('copy')]);
    const before = openFiles();
    await failureOf(run([fixture('truncate'), fixture('copy')]));
    await failureOf(run([fixture('endless'), program('/nonexistent/zstd'), fixture('copy')]));
    await failureOf(run([fixture('endless')], { sink: () => Promise.reject(new Error('full')) }));
    expect(openFiles()).toBeLessThanOrEqual(before);
  });
});

describe('3. It throws one root cause with the others attached', () => {
  it('blames the stage that failed, not the producer that got a broken pipe', async () => {
    const error = await failureOf(
      run([fixture('endless'), fixture('exit-early', '4'), fixture('copy', '10')]),
    );
    expect(error.root).toMatchObject({ label: 'exit-early', exitCode: 4 });
    expect(error.others.map(({ label }) => label)).toEqual(['endless', 'copy']);
  });

  it('blames the producer, not the stage that missed the end of file', async () => {
    const error = await failureOf(run([fixture('fail', 'no such table', '3'), fixture('copy', '10')]));
    expect(error.message).toBe('fail ended with exit code 3: no such table');
    expect(error.others.map(({ label }) => label)).toEqual(['copy']);
  });

  it('blames a program that was ended by a signal', async () => {
    const error = await failureOf(run([fixture('die-by-signal', 'SIGSEGV'), fixture('copy')]));
    expect(error.root).toMatchObject({ label: 'die-by-signal', signal: 'SIGSEGV' });
  });

  it('blames the sink where it stopped reading', async () => {
    const full = new Error('disk full');
    const sink = async (output: Readable) => {
      for await (const chunk of output) if (chunk) throw full;
      return 0;
    };
    const error = await failureOf(run([fixture('endless'), program('/usr/bin/zstd', '-c', '-q')], { sink }));
    expect(error.sinkError).toBe(full);
    expect(error.root).toBeNull();
    expect(error.message).toBe('The output could not be taken: disk full');
  });

  it('blames the sink also where it fails long after its victims have died', async () => {
    const full = new Error('disk full');
    let chain: ProcessChain | undefined;
    const watched: ProcessRunner = { start: (...args) => (chain = runner.start(...args)) };
    const sink = async (output: Readable) => {
      for await (const chunk of output) if (chunk) break;
      await chain?.finished;
      throw full;
    };
    const error = await failureOf(
      runPipeline(watched, { stages: [fixture('endless')], sink, signal: never }),
    );
    expect(error.sinkError).toBe(full);
    expect(error.root).toBeNull();
  });

  it('throws the HoldfastError of a sink as it is', async () => {
    const full = new HoldfastError('STORAGE_FULL', 'No space left.');
    await expect(run([fixture('endless')], { sink: () => Promise.reject(full) })).rejects.toBe(full);
  });

  it('throws the HoldfastError of a source as it is', async () => {
    const lost = new HoldfastError('STORAGE_UNAVAILABLE', 'The disk is gone.');
    const source = Readable.from(
      (function* () {
        yield Buffer.alloc(1000);
        throw lost;
      })(),
      { objectMode: false },
    );
    await expect(run([fixture('copy', '5000')], { source })).rejects.toBe(lost);
  });

  it('rejects where the sink is content before the end', async () => {
    const error = await failureOf(run([fixture('endless')], { sink: () => Promise.resolve(1) }));
    expect(error.root?.label).toBe('endless');
  });
});

describe('4. Standard error is bounded and kept', () => {
  it('keeps the last 64 KiB of a flood and goes on', async () => {
    const { outcomes } = await run([fixture('chatty-stderr', '20'), fixture('copy')]);
    expect(outcomes[0]?.stderr).toHaveLength(64 * 1024);
    expect(outcomes[0]?.stderr.endsWith('the last line')).toBe(true);
  });
});

describe('5. The environment is an allow-list', () => {
  it('hides what this process was started with', async () => {
    process.env['HOLDFAST_CANARY'] = 'secret';
    const sink = async (output: Readable) => JSON.parse((await output.toArray()).join('')) as object;
    const { value } = await runPipeline(runner, { stages: [fixture('print-env')], sink, signal: never });
    delete process.env['HOLDFAST_CANARY'];
    expect(Object.keys(value).sort()).toEqual(['HOME', 'LC_ALL', 'PATH', 'TZ']);
  });
});
