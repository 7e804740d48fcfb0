/** Lets one write after another through, so that read-change-write is atomic within the process. */

import { CatalogError } from '../catalog-error.js';

export class WriteQueue {
  #tail: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  /** A task that fails fails alone: the next one runs all the same. */
  run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#isClosed) return Promise.reject(closedError());
    const result = this.#tail.then(task);
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Takes no more tasks and waits for those that were taken. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#tail;
  }
}

function closedError(): CatalogError {
  return new CatalogError('CATALOG_UNAVAILABLE', 'The catalog is closed: the console is stopping.');
}
