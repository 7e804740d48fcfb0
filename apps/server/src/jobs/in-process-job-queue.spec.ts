import { beforeEach, describe, expect, it } from '@jest/globals';

import { JsonLogger } from '../logging/json-logger.js';
import { Redactor } from '../logging/redactor.js';
import { InProcessJobQueue } from './in-process-job-queue.js';
import type { Job } from './job-queue.js';

describe('The job queue', () => {
  let logs: string[];

  beforeEach(() => {
    logs = [];
  });

  it('runs no more jobs at once than it may, the others in the order in which they came', async () => {
    const queue = queueOf(2);
    const begun: string[] = [];
    const ends = new Map<string, () => void>();
    for (const id of ['a', 'b', 'c', 'd']) {
      queue.reserve(job(id)).start(() => {
        begun.push(id);
        return new Promise<void>((resolve) => ends.set(id, resolve));
      });
    }
    expect(begun).toEqual(['a', 'b']);
    ends.get('b')?.();
    await turn();
    expect(begun).toEqual(['a', 'b', 'c']);
    ends.get('a')?.();
    await turn();
    expect(begun).toEqual(['a', 'b', 'c', 'd']);
  });

  it('has one place for each application, free again after a release or an end', async () => {
    const queue = queueOf(4);
    const slot = queue.reserve(job('a', 'shop'));
    expect(() => queue.reserve(job('b', 'shop'))).toThrow(
      'A backup of this application is running or waiting: a.',
    );
    slot.release();
    queue.reserve(job('b', 'shop')).start(() => Promise.resolve());
    await turn();
    expect(queue.find('shop')).toBeNull();
  });

  it('calls what follows a job only once its place is free', async () => {
    const queue = queueOf(1);
    const seen: unknown[] = [];
    queue.reserve(job('a', 'shop')).start(
      () => Promise.resolve(),
      async () => void seen.push(queue.find('shop')),
    );
    await queue.drain();
    expect(seen).toEqual([null]);
  });

  it('starts a job that was cancelled while it waited, with a signal that is aborted already', async () => {
    const queue = queueOf(1);
    const reasons: unknown[] = [];
    queue.reserve(job('a')).start(() => new Promise<void>(() => undefined));
    queue.reserve(job('b')).start(async (signal) => void reasons.push(signal.reason));
    expect(queue.cancel('b')).toBe(true);
    await turn();
    expect(reasons).toEqual([expect.objectContaining({ code: 'CANCELED' })]);
    expect(queue.cancel('b')).toBe(false);
  });

  it('is drained when the running jobs have ended, and leaves the waiting ones alone', async () => {
    const queue = queueOf(1);
    const ran: string[] = [];
    queue.reserve(job('a')).start(
      (signal) =>
        new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => {
            ran.push((signal.reason as { code: string }).code);
            resolve();
          });
        }),
    );
    queue.reserve(job('b')).start(async () => void ran.push('b'));
    await queue.drain();
    expect(ran).toEqual(['INTERRUPTED']);
    expect(() => queue.reserve(job('c'))).toThrow('being stopped');
  });

  it('logs what a job threw, and goes on', async () => {
    const queue = queueOf(1);
    queue.reserve(job('a', 'shop')).start(() => Promise.reject(new Error('boom')));
    await turn();
    expect(queue.find('shop')).toBeNull();
    expect(JSON.parse(logs[0] ?? '{}')).toMatchObject({
      jobId: 'a',
      triggerType: 'manual',
      error: { message: 'boom' },
    });
  });

  function queueOf(maxParallel: number): InProcessJobQueue {
    const destination = { write: (line: string) => void logs.push(line) };
    return new InProcessJobQueue(
      maxParallel,
      new JsonLogger({ level: 'info', redactor: new Redactor([]), destination }),
    );
  }
});

function job(id: string, appId = id): Job {
  return { id, appId, kind: 'backup', workspaceId: 'default', triggerType: 'manual' };
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
