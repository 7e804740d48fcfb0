/** Whose failure was first, where several streams are read inside of each other. */

export type Culprit = 'source' | 'base' | 'storage' | 'delta';

export class Blame {
  #first: { culprit: Culprit; error: unknown } | null = null;
  #isStopping = false;

  get first(): { culprit: Culprit; error: unknown } | null {
    return this.#first;
  }

  /** From now on streams fail because they are closed; only why that is counts. */
  stop(): void {
    this.#isStopping = true;
  }

  note(culprit: Culprit, error: unknown): void {
    if (this.#isStopping && culprit !== 'storage') return;
    this.#first ??= { culprit, error };
  }

  async *watch(culprit: Culprit, items: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    try {
      yield* items;
    } catch (error) {
      this.note(culprit, error);
      throw error;
    }
  }
}
