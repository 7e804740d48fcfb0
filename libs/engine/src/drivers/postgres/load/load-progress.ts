/** Real progress of pg_restore, from what it says with `--verbose` and what the archive holds. */

import type { LoadProgress } from '../../../ports/component-driver.js';
import type { ArchiveIndex, TocEntry } from '../archive/archive-index.js';

/** With several jobs each item is reported when it is finished … */
const FINISHED = /finished item (\d+) /;
/** … with one job only when it begins, by name. */
const BEGUN = /processing data for table "(.*)"$/;

export class LoadProgressReader {
  readonly #bytesById: ReadonlyMap<number, number>;
  readonly #idByName: ReadonlyMap<string, number>;
  readonly #bytesTotal: number;
  readonly #done = new Set<number>();
  readonly #onProgress: (progress: LoadProgress) => void;
  #bytesDone = 0;
  #begun: number | null = null;

  constructor(
    archive: ArchiveIndex,
    entries: readonly TocEntry[],
    onProgress: (progress: LoadProgress) => void,
  ) {
    const data = entries.filter((entry) => entry.hasData);
    this.#bytesById = new Map(data.map((entry) => [entry.dumpId, archive.dataBytes.get(entry.dumpId) ?? 0]));
    this.#idByName = new Map(data.map((entry) => [`${entry.namespace ?? ''}.${entry.tag}`, entry.dumpId]));
    this.#bytesTotal = [...this.#bytesById.values()].reduce((sum, bytes) => sum + bytes, 0);
    this.#onProgress = onProgress;
    this.#report();
  }

  /** A line that is something else changes nothing. */
  readLine(line: string): void {
    const finished = FINISHED.exec(line)?.[1];
    if (finished !== undefined) this.#finish(Number(finished));
    const begun = BEGUN.exec(line)?.[1];
    if (begun !== undefined) this.#begin(this.#idByName.get(begun) ?? null);
  }

  /** Everything is loaded. */
  complete(): void {
    for (const dumpId of this.#bytesById.keys()) this.#count(dumpId);
    this.#report();
  }

  #begin(dumpId: number | null): void {
    if (this.#begun !== null) this.#finish(this.#begun);
    this.#begun = dumpId;
  }

  #finish(dumpId: number): void {
    if (!this.#bytesById.has(dumpId) || this.#done.has(dumpId)) return;
    this.#count(dumpId);
    this.#report();
  }

  #count(dumpId: number): void {
    if (this.#done.has(dumpId)) return;
    this.#done.add(dumpId);
    this.#bytesDone += this.#bytesById.get(dumpId) ?? 0;
  }

  #report(): void {
    this.#onProgress({
      itemsDone: this.#done.size,
      itemsTotal: this.#bytesById.size,
      bytesDone: this.#bytesDone,
      bytesTotal: this.#bytesTotal,
    });
  }
}
