/** What a check of `doctor` found out. */

export interface Finding {
  name: string;
  /** `note` is worth knowing and hinders nothing. */
  level: 'ok' | 'note' | 'failed';
  message: string;
  hint: string | null;
  /** What the command ends with where this failed. */
  exitCode: number;
}

type Words = Pick<Finding, 'name' | 'message'> & { hint?: string };

export function fine(words: Words): Finding {
  return { hint: null, ...words, level: 'ok', exitCode: 0 };
}

export function note(words: Words): Finding {
  return { hint: null, ...words, level: 'note', exitCode: 0 };
}

export function failed(exitCode: number, words: Words): Finding {
  return { hint: null, ...words, level: 'failed', exitCode };
}
