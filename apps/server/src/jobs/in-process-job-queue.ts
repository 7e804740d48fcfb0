/** The job queue inside this process. */

import { HoldfastError } from '@holdfast/engine';

import type { JsonLogger } from '../logging/json-logger.js';
import { withLogContext } from '../logging/log-context.js';
import type { Job, JobQueue, JobSlot } from './job-queue.js';

type Run = (signal: AbortSignal) => Promise<void>;

interface Entry {
  job: Job;
  controller: AbortController;
  run: Run | null;
  after: () => Promise<void>;
  isLaunched: boolean;
}

export class InProcessJobQueue implements JobQueue {
  readonly #maxParallel: number;
  readonly #logger: JsonLogger;
  /** By application, in the order in which they came. */
  readonly #entries = new Map<string, Entry>();
  /** Of every launched job, its aftermath included. */
  readonly #ends = new Set<Promise<void>>();
  #isDraining = false;

  constructor(maxParallel: number, logger: JsonLogger) {
    this.#maxParallel = maxParallel;
    this.#logger = logger;
  }

  reserve(job: Job): JobSlot {
    if (this.#isDraining) throw new HoldfastError('INTERRUPTED', 'The console is being stopped.');
    const other = this.#entries.get(job.appId);
    if (other !== undefined) throw alreadyRunning(other.job);
    const controller = new AbortController();
    const entry: Entry = { job, controller, run: null, after: () => Promise.resolve(), isLaunched: false };
    this.#entries.set(job.appId, entry);
    return {
      start: (run, after) => this.#enqueue(entry, run, after),
      release: () => this.#remove(entry),
    };
  }

  find(appId: string): Job | null {
    return this.#entries.get(appId)?.job ?? null;
  }

  cancel(id: string): boolean {
    const entry = [...this.#entries.values()].find(({ job }) => job.id === id);
    if (entry === undefined) return false;
    entry.controller.abort(new HoldfastError('CANCELED', 'Canceled on request.'));
    if (entry.run !== null && !entry.isLaunched) this.#launch(entry);
    return true;
  }

  async drain(): Promise<void> {
    this.#isDraining = true;
    for (const { controller, isLaunched } of this.#entries.values()) {
      if (!isLaunched) continue;
      controller.abort(new HoldfastError('INTERRUPTED', 'The console was stopped while this was running.'));
    }
    await Promise.all(this.#ends);
  }

  #enqueue(entry: Entry, run: Run, after?: () => Promise<void>): void {
    entry.run = run;
    if (after !== undefined) entry.after = after;
    this.#launchNext();
  }

  #launchNext(): void {
    if (this.#isDraining) return;
    for (const entry of this.#entries.values()) {
      if (this.#runningCount() >= this.#maxParallel) return;
      if (entry.run !== null && !entry.isLaunched) this.#launch(entry);
    }
  }

  #launch(entry: Entry): void {
    const { id: jobId, workspaceId, triggerType } = entry.job;
    entry.isLaunched = true;
    const end = withLogContext({ jobId, workspaceId, triggerType }, async () => {
      await this.#attempt(entry.job, () => entry.run?.(entry.controller.signal));
      this.#remove(entry);
      await this.#attempt(entry.job, entry.after);
    });
    this.#ends.add(end);
    void end.then(() => this.#ends.delete(end));
  }

  async #attempt({ kind }: Job, work: () => Promise<void> | undefined): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.#logger.error('A job ended with an error that nobody recorded', { kind, error });
    }
  }

  #remove(entry: Entry): void {
    if (this.#entries.get(entry.job.appId) === entry) this.#entries.delete(entry.job.appId);
    this.#launchNext();
  }

  #runningCount(): number {
    return [...this.#entries.values()].filter(({ isLaunched }) => isLaunched).length;
  }
}

const KIND_WORDS: Record<Job['kind'], string> = {
  backup: 'A backup',
  restore: 'A restore',
  undo: 'The undo of a restore',
  verification: 'A verification',
  drill: 'A drill',
  preview: 'A preview of a restore',
};

function alreadyRunning(job: Job): HoldfastError {
  return new HoldfastError(
    'JOB_ALREADY_RUNNING',
    `${KIND_WORDS[job.kind]} of this application is running or waiting: ${job.id}.`,
    { hint: 'Wait until it ends, or cancel it.', details: { jobId: job.id, kind: job.kind } },
  );
}
