/** Puts what the server says against single values at the fields of a form where they were typed. */
import type { FormInstance } from 'antd';

import { ApiError } from '../api/api-error.js';

export type FieldPath = (string | number)[];

/** `drill.assertions.0.sql` or `drill.assertions[0].sql`, without the group that the form stands for. */
export function pathOf(field: string, group: string): FieldPath {
  const parts = field.replaceAll(/\[(\d+)\]/g, '.$1').split('.');
  const own = parts[0] === group ? parts.slice(1) : parts;
  return own.map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

/** Returns whether every violation found its field, so that nothing is left to be said elsewhere. */
export function placeViolations<Values>(form: FormInstance<Values>, error: Error, group: string): boolean {
  if (!(error instanceof ApiError) || error.violations.length === 0) return false;
  const known = new Set(form.getFieldsError().map(({ name }) => name.join('.')));
  const found = error.violations
    .map(({ field, message }) => ({ name: pathOf(field, group), message }))
    .filter(({ name }) => known.has(name.join('.')));
  for (const name of new Set(found.map((entry) => entry.name.join('.')))) {
    const entries = found.filter((entry) => entry.name.join('.') === name);
    const [first] = entries;
    if (first === undefined) continue;
    setErrors(
      form,
      first.name,
      entries.map(({ message }) => message),
    );
  }
  return found.length === error.violations.length;
}

/** The names come from the server: whether the form knows them was looked up, the compiler cannot. */
function setErrors<Values>(form: FormInstance<Values>, name: FieldPath, errors: string[]): void {
  const untyped = form as unknown as FormInstance<Record<string, unknown>>;
  untyped.setFields([{ name, errors }] as Parameters<typeof untyped.setFields>[0]);
}
