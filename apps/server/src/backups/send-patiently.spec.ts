import { HoldfastError } from '@holdfast/engine';
import { describe, expect, it } from '@jest/globals';

import { sendPatiently } from './send-patiently.js';

const AWAY = new HoldfastError('STORAGE_UNAVAILABLE', 'The store does not answer.');

describe('Sending patiently', () => {
  function attempts(errors: Error[]) {
    const pausesMs: number[] = [];
    const stop = new AbortController();
    const sleep = async (durationMs: number) => void pausesMs.push(durationMs);
    let count = 0;
    const send = async () => {
      count += 1;
      const error = errors.shift();
      if (error !== undefined) throw error;
      return 'sent';
    };
    const run = () => sendPatiently({ clock: { sleep }, signal: stop.signal }, send);
    return { pausesMs, stop, run, count: () => count };
  }

  it('tries again until it works, with pauses that stay below their limits', async () => {
    const { run, pausesMs } = attempts([AWAY, AWAY, AWAY]);
    expect(await run()).toBe('sent');
    const limitsMs = [5_000, 20_000, 60_000];
    expect(pausesMs).toHaveLength(3);
    expect(pausesMs.every((pauseMs, index) => pauseMs < (limitsMs[index] ?? 0))).toBe(true);
  });

  it('gives up after the fourth attempt, with the last reason', async () => {
    const last = new HoldfastError('STORAGE_UNAVAILABLE', 'Still away.');
    const { run, count } = attempts([AWAY, AWAY, AWAY, last]);
    await expect(run()).rejects.toBe(last);
    expect(count()).toBe(4);
  });

  it.each([
    'STORAGE_REFUSED',
    'STORAGE_FULL',
    'BACKUP_CORRUPTED',
    'BACKUP_NOT_FOUND',
    'KEY_MISSING',
  ] as const)('does not try again what time does not mend: %s', async (code) => {
    const { run, count, pausesMs } = attempts([new HoldfastError(code, 'No.')]);
    await expect(run()).rejects.toMatchObject({ code });
    expect([count(), pausesMs]).toEqual([1, []]);
  });

  it('does not try again once it is to stop', async () => {
    const { run, count, stop } = attempts([AWAY]);
    stop.abort();
    await expect(run()).rejects.toBe(AWAY);
    expect(count()).toBe(1);
  });
});
