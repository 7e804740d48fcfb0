/** How far the running restores are: kept in memory, polled by clients. */

import type { RestorePhase, RestoreProgressView } from '@holdfast/contract';
import type { PhaseProgress } from '@holdfast/engine';
import { Injectable } from '@nestjs/common';

import { overallProgress } from './restore-phases.js';

export interface RestoreProgressState {
  phase: RestorePhase;
  percent: number;
  detail: RestoreProgressView;
}

@Injectable()
export class RestoreProgress {
  readonly #byId = new Map<string, RestoreProgressState>();

  /** Never goes back, even where a phase reports less than before. Returns whether the phase is a new one. */
  note(id: string, progress: PhaseProgress<RestorePhase>): boolean {
    const before = this.#byId.get(id);
    const { phase, bytesDone, bytesTotal, itemsDone, itemsTotal } = progress;
    const percent = Math.max(before?.percent ?? 0, overallProgress(progress));
    this.#byId.set(id, { phase, percent, detail: { bytesDone, bytesTotal, itemsDone, itemsTotal } });
    return before?.phase !== phase;
  }

  of(id: string): RestoreProgressState | null {
    return this.#byId.get(id) ?? null;
  }

  forget(id: string): void {
    this.#byId.delete(id);
  }
}
