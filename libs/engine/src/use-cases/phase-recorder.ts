/** Names the running phase, passes its figures on, and measures how long each one took. */

import type { PhaseReport, RestorePhase } from '@holdfast/contract';

import type { PhaseProgress } from '../engine.js';
import { throwIfCanceled } from '../errors/canceled.js';
import type { Clock } from '../ports/clock.js';

export type PhaseFigures = Partial<Omit<PhaseProgress<RestorePhase>, 'phase'>>;

export class PhaseRecorder {
  readonly reports: PhaseReport[] = [];
  readonly #clock: Clock;
  readonly #onProgress: (progress: PhaseProgress<RestorePhase>) => void;

  constructor(clock: Clock, onProgress: (progress: PhaseProgress<RestorePhase>) => void) {
    this.#clock = clock;
    this.#onProgress = onProgress;
  }

  /** Runs one phase; refuses to begin it once the signal has aborted. */
  async run<T>(
    phase: RestorePhase,
    signal: AbortSignal,
    work: (report: (figures: PhaseFigures) => void) => Promise<T>,
  ): Promise<T> {
    throwIfCanceled(signal);
    const startedAt = this.#clock.now().toISOString();
    const startedMs = this.#clock.monotonicMs();
    this.#report(phase, {});
    const value = await work((figures) => this.#report(phase, figures));
    this.reports.push({ phase, startedAt, durationMs: Math.round(this.#clock.monotonicMs() - startedMs) });
    return value;
  }

  #report(phase: RestorePhase, figures: PhaseFigures): void {
    this.#onProgress({
      phase,
      bytesDone: null,
      bytesTotal: null,
      itemsDone: null,
      itemsTotal: null,
      ...figures,
    });
  }
}
