/** One way to do a job, run once in each round. */

import type { Measurement } from './measurement.js';

export interface Contender {
  id: string;
  /** What the table calls it. */
  label: string;
  /** Not timed. */
  prepare?: () => Promise<void>;
  run: () => Promise<Outcome>;
  /** Not timed; also after a failure. */
  cleanUp?: () => Promise<void>;
}

export interface Outcome {
  storedBytes?: number;
  /** Seconds of what it consists of, by name. */
  parts?: Readonly<Record<string, number>>;
}

export interface Result extends Measurement, Outcome {
  id: string;
  round: number;
  /** Runnable processes on the machine in the last minute, when it began. */
  loadAverage: number;
}
