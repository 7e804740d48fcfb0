/**
 * Who runs what, and when. Promises of every queue:
 * - one job per application at a time; `reserve` is synchronous, so that two requests cannot both get in;
 * - at most so many jobs at once as configured, the others wait in the order in which they came;
 * - `run` is called exactly once for a started job, with a signal that is aborted already where the job
 *   was cancelled while it waited; its rejection is logged, never lost;
 * - `after` is called once the application's place is free again, so that whoever saw the job end can ask for the
 *   next one at once; `drain` waits for it as well;
 * - `drain` lets no new job in, aborts the running ones with INTERRUPTED, forgets the waiting ones
 *   (their records are still `pending` and run at the next start) and resolves when nothing runs.
 */

export type JobKind = 'backup' | 'restore' | 'undo' | 'verification' | 'drill' | 'preview';

export interface Job {
  /** Id of the backup or restore. */
  id: string;
  kind: JobKind;
  appId: string;
  workspaceId: string;
  triggerType: string;
}

export interface JobSlot {
  start(run: (signal: AbortSignal) => Promise<void>, after?: () => Promise<void>): void;
  /** Gives the place back where the job cannot be started after all. */
  release(): void;
}

export interface JobQueue {
  /** @throws JOB_ALREADY_RUNNING that names the job in the way. */
  reserve(job: Job): JobSlot;
  /** The job of an application that runs or waits. */
  find(appId: string): Job | null;
  /** Returns whether there was such a job to cancel. */
  cancel(id: string): boolean;
  drain(): Promise<void>;
}

/** Nest token of the queue. */
export const JOB_QUEUE = Symbol('JOB_QUEUE');
