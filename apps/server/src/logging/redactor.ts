/** Takes secrets out of text before it is logged, recorded or sent. */

const CLEARED = '[secret]';
/** The password of any connection address, whoever wrote it. */
const ADDRESS_PASSWORD = /([a-z][a-z0-9+.-]*:\/\/[^\s:/@]*:)[^\s@]+@/gi;
const AGE_IDENTITY = /AGE-SECRET-KEY-1[0-9A-Z]+/g;
const MAX_DEPTH = 8;

export class Redactor {
  #secrets: readonly string[] = [];

  constructor(secrets: readonly string[]) {
    this.remember(secrets);
  }

  /** Secrets that became known later, such as one that was just entered. */
  remember(secrets: readonly string[]): void {
    const all = new Set([...this.#secrets, ...secrets]);
    this.#secrets = [...all].sort((a, b) => b.length - a.length);
  }

  text(value: string): string {
    const known = this.#secrets.reduce((text, secret) => text.replaceAll(secret, CLEARED), value);
    return known.replace(ADDRESS_PASSWORD, `$1${CLEARED}@`).replace(AGE_IDENTITY, CLEARED);
  }

  /** A copy in which every string is clear; errors become plain objects. */
  deep(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return this.text(value);
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
    if (value instanceof Error) return this.#error(value, depth);
    if (Array.isArray(value)) return value.map((item) => this.deep(item, depth + 1));
    if (hasToJson(value)) return this.deep(value.toJSON(), depth + 1);
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.deep(item, depth + 1)]));
  }

  #error(error: Error, depth: number): unknown {
    return this.deep(
      {
        ...Object.fromEntries(Object.entries(error)),
        type: error.name,
        message: error.message,
        stack: error.stack,
        cause: error.cause,
      },
      depth + 1,
    );
  }
}

function hasToJson(value: object): value is { toJSON(): unknown } {
  return 'toJSON' in value && typeof value.toJSON === 'function';
}
