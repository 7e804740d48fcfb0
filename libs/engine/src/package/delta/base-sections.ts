/** Where the base's sections lie, such as each table's rows. */

import type { StreamSection } from '../../ports/component-driver.js';

export interface SectionRange {
  startBytes: number;
  endBytes: number;
}

export class BaseSections {
  readonly #ranges = new Map<string, SectionRange>();
  readonly #first: SectionRange;
  readonly #whole: SectionRange;

  /** What a manifest says of them is not trusted to make sense. */
  constructor(sections: readonly StreamSection[], sizeBytes: number) {
    const ordered = sections
      .filter(({ offsetBytes }) => offsetBytes <= sizeBytes)
      .sort((a, b) => a.offsetBytes - b.offsetBytes);
    for (const [index, { name, offsetBytes }] of ordered.entries()) {
      const endBytes = ordered[index + 1]?.offsetBytes ?? sizeBytes;
      this.#ranges.set(name, { startBytes: offsetBytes, endBytes });
    }
    this.#first = { startBytes: 0, endBytes: ordered[0]?.offsetBytes ?? sizeBytes };
    this.#whole = { startBytes: 0, endBytes: sizeBytes };
  }

  /** @param name null: what stands before the first section, or everything where there are none. */
  of(name: string | null): SectionRange | null {
    return name === null ? this.#first : (this.#ranges.get(name) ?? null);
  }

  get whole(): SectionRange {
    return this.#whole;
  }
}
