/** How far the running backups are; kept in memory only. */

import type { BackupPhase, BackupProgressView } from '@holdfast/contract';
import type { PhaseProgress } from '@holdfast/engine';
import { Injectable } from '@nestjs/common';

@Injectable()
export class BackupProgress {
  readonly #byId = new Map<string, BackupProgressView>();

  note(id: string, { phase, bytesDone, bytesTotal }: PhaseProgress<BackupPhase>): void {
    this.#byId.set(id, { phase, bytesDone: bytesDone ?? 0, bytesTotal });
  }

  of(id: string): BackupProgressView | null {
    return this.#byId.get(id) ?? null;
  }

  forget(id: string): void {
    this.#byId.delete(id);
  }
}
