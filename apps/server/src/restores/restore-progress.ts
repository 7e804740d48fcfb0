/** How far the running restores are: kept in memory, polled by clients. */

import type { RestorePhase, RestoreProgressView } from '@holdfast/contract';
import type { PhaseProgress } from '@holdfast/engine';
import { Injectable } from '@nestjs/common';

import { overallProgress, type RestorePlan } from './restore-phases.js';

export interface RestoreProgressState {
  phase: RestorePhase;
  percent: number;
  detail: RestoreProgressView;
  /** Whether it went through the drill of a foreign package. */
  isDrilledFirst: boolean;
}

@Injectable()
export class RestoreProgress {
  readonly #byId = new Map<string, RestoreProgressState>();

  /** Never goes back, even where a phase reports less than before. Returns whether the phase is a new one. */
  note(id: string, plan: RestorePlan, progress: PhaseProgress<RestorePhase>): boolean {
    const before = this.#byId.get(id);
    const { phase, bytesDone, bytesTotal, itemsDone, itemsTotal } = progress;
    const isDrilledFirst = phase === 'drilling' || before?.isDrilledFirst === true;
    const percent = Math.max(before?.percent ?? 0, overallProgress(plan, progress, isDrilledFirst));
    const detail = { bytesDone, bytesTotal, itemsDone, itemsTotal };
    this.#byId.set(id, { phase, percent, detail, isDrilledFirst });
    return before?.phase !== phase;
  }

  of(id: string): RestoreProgressState | null {
    return this.#byId.get(id) ?? null;
  }

  forget(id: string): void {
    this.#byId.delete(id);
  }
}
