/** Which packages are being read or deleted right now, so that the two never meet. */

import { HoldfastError } from '@holdfast/engine';
import { Injectable } from '@nestjs/common';

@Injectable()
export class BackupUsage {
  readonly #readers = new Map<string, number>();
  readonly #deleting = new Set<string>();

  isInUse(id: string): boolean {
    return this.#readers.has(id);
  }

  isBeingDeleted(id: string): boolean {
    return this.#deleting.has(id);
  }

  /** @returns gives the backup free again; @throws INVALID_STATE while it is being deleted. */
  hold(id: string): () => void {
    if (this.#deleting.has(id)) throw new HoldfastError('INVALID_STATE', `Backup ${id} is being deleted.`);
    this.#readers.set(id, (this.#readers.get(id) ?? 0) + 1);
    let isHeld = true;
    return () => {
      if (isHeld) this.#release(id);
      isHeld = false;
    };
  }

  /** @throws BACKUP_NOT_DELETABLE while it is being read. */
  async whileDeleting<T>(id: string, work: () => Promise<T>): Promise<T> {
    if (this.isInUse(id)) {
      throw new HoldfastError(
        'BACKUP_NOT_DELETABLE',
        `Backup ${id} is being read: restored, verified, sent or downloaded.`,
        {
          hint: 'Wait until that ends.',
        },
      );
    }
    if (this.#deleting.has(id))
      throw new HoldfastError('INVALID_STATE', `Backup ${id} is being deleted already.`);
    this.#deleting.add(id);
    try {
      return await work();
    } finally {
      this.#deleting.delete(id);
    }
  }

  #release(id: string): void {
    const left = (this.#readers.get(id) ?? 1) - 1;
    if (left > 0) this.#readers.set(id, left);
    else this.#readers.delete(id);
  }
}
