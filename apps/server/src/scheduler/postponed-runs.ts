/** Scheduled runs that found their application busy and wait until it is free, for a bounded time. */

import { HoldfastError } from '@holdfast/engine';

import type { JobKind } from '../jobs/job-queue.js';

const PATIENCE_MS = 3 * 3_600_000;

export class PostponedRuns {
  /** By application, in milliseconds of the monotonic clock. */
  readonly #sinceMs = new Map<string, number>();

  appIds(): string[] {
    return [...this.#sinceMs.keys()];
  }

  /** Waiting goes on from when it began. Returns whether it begins now. */
  add(appId: string, nowMs: number): boolean {
    const isNew = !this.#sinceMs.has(appId);
    if (isNew) this.#sinceMs.set(appId, nowMs);
    return isNew;
  }

  hasWaitedTooLong(appId: string, nowMs: number): boolean {
    return nowMs - (this.#sinceMs.get(appId) ?? nowMs) > PATIENCE_MS;
  }

  remove(appId: string): void {
    this.#sinceMs.delete(appId);
  }

  clear(): void {
    this.#sinceMs.clear();
  }
}

/** Whether the application's place is taken, by a job of one of these kinds where they are named. */
export function isBusy(error: unknown, kinds?: readonly JobKind[]): boolean {
  if (!(error instanceof HoldfastError) || error.code !== 'JOB_ALREADY_RUNNING') return false;
  return kinds === undefined || kinds.some((kind) => kind === error.details['kind']);
}
