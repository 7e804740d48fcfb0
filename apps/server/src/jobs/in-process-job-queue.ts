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
  finished: Promise<void> | null;
}

export class InProcessJobQueue implements JobQueue {
  readonly #maxParallel: number;
  readonly #logger: JsonLogger;
  /** By application, in the order in which they came. */
  readonly #entries = new Map<string, Entry>();
  #isDraining = false;

  constructor(maxParallel: number, logger: JsonLogger) {
    this.#maxParallel = maxParallel;
    this.#logger = logger;
  }

  reserve(job: Job): JobSlot {
    if (this.#isDraining) throw new HoldfastError('INTERRUPTED', 'The console is being stopped.');
    const other = this.#entries.get(job.appId);
    if (other !== undefined) throw alreadyRunning(other.job);
    const entry: Entry = { job, controller: new AbortController(), run: null, finished: null };
    this.#entries.set(job.appId, entry);
    return { start: (run) => this.#enqueue(entry, run), release: () => this.#remove(entry) };
  }

  find(appId: string): Job | null {
    return this.#entries.get(appId)?.job ?? null;
  }

  cancel(id: string): boolean {
    const entry = [...this.#entries.values()].find(({ job }) => job.id === id);
    if (entry === undefined) return false;
    entry.controller.abort(new HoldfastError('CANCELED', 'Canceled on request.'));
    if (entry.run !== null && entry.finished === null) this.#launch(entry);
    return true;
  }

  async drain(): Promise<void> {
    this.#isDraining = true;
    const running = [...this.#entries.values()].filter(({ finished }) => finished !== null);
    for (const { controller } of running) {
      controller.abort(new HoldfastError('INTERRUPTED', 'The console was stopped while this was running.'));
    }
    await Promise.all(running.map(({ finished }) => finished));
  }

  #enqueue(entry: Entry, run: Run): void {
    entry.run = run;
    this.#launchNext();
  }

  #launchNext(): void {
    if (this.#isDraining) return;
    for (const entry of this.#entries.values()) {
      if (this.#runningCount() >= this.#maxParallel) return;
      if (entry.run !== null && entry.finished === null) this.#launch(entry);
    }
  }

  #launch(entry: Entry): void {
    const { id: jobId, workspaceId, triggerType, kind } = entry.job;
    entry.finished = withLogContext({ jobId, workspaceId, triggerType }, async () => {
      try {
        await entry.run?.(entry.controller.signal);
      } catch (error) {
        this.#logger.error('A job ended with an error that nobody recorded', { kind, error });
      } finally {
        this.#remove(entry);
      }
    });
  }

  #remove(entry: Entry): void {
    if (this.#entries.get(entry.job.appId) === entry) this.#entries.delete(entry.job.appId);
    this.#launchNext();
  }

  #runningCount(): number {
    return [...this.#entries.values()].filter(({ finished }) => finished !== null).length;
  }
}

const KIND_WORDS: Record<Job['kind'], string> = {
  backup: 'A backup',
  restore: 'A restore',
  undo: 'The undo of a restore',
  verification: 'A verification',
};

function alreadyRunning(job: Job): HoldfastError {
  return new HoldfastError(
    'JOB_ALREADY_RUNNING',
    `${KIND_WORDS[job.kind]} of this application is running or waiting: ${job.id}.`,
    { hint: 'Wait until it ends, or cancel it.', details: { jobId: job.id, kind: job.kind } },
  );
}
