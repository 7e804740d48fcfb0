import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

import { endLeftoverProcesses, markedProcesses } from '../../scripts/leftovers.mjs';

function startMarked(runId: string, program: string): ChildProcess {
  const child = spawn(process.execPath, ['-e', `process.stdout.write('up');${program}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { HOLDFAST_TEST_RUN: runId },
  });
  return child;
}

async function untilUp(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('the child has no output');
  await once(child.stdout, 'data');
}

describe('the search for what a test run left running', () => {
  it('finds a process that goes on, names it and ends it', async () => {
    const runId = randomUUID();
    const child = startMarked(runId, 'setInterval(() => {}, 1000)');
    await untilUp(child);
    const ended = once(child, 'exit');

    const left = await endLeftoverProcesses(runId, 0);

    expect(left).toEqual([{ pid: child.pid, command: expect.stringContaining('setInterval') as string }]);
    await expect(ended).resolves.toEqual([null, 'SIGKILL']);
    expect(markedProcesses(runId)).toEqual([]);
  });

  it('waits for a process that is about to end by itself', async () => {
    const runId = randomUUID();
    const child = startMarked(runId, 'setTimeout(() => {}, 300)');
    await untilUp(child);
    await expect(endLeftoverProcesses(runId, 10_000)).resolves.toEqual([]);
  });

  it('leaves the processes of other runs alone', async () => {
    const child = startMarked(randomUUID(), 'setInterval(() => {}, 1000)');
    await untilUp(child);
    await expect(endLeftoverProcesses(randomUUID(), 0)).resolves.toEqual([]);
    expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
});
