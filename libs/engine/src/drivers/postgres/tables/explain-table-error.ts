/** What PostgreSQL refused while tables were restored, as an error that a person can act on. */

import { HoldfastError } from '../../../errors/holdfast-error.js';
import { codeOf, messageOf } from '../explain/explain-sql-error.js';

const FOREIGN_KEY_VIOLATION = '23503';
const LOCK_NOT_AVAILABLE = ['55P03', '40P01'];
/** Data, constraints, names and types, unsupported combinations, dependencies, what triggers and functions raise. */
const REFUSED = /^(?:22|23|42|0A|2B|44|P0|55)/;
const NO_PERMISSION = '42501';

/** @param what the sentence's beginning, e.g. `Table public.a could not be loaded`. */
export async function attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw explained(what, error);
  }
}

function explained(what: string, error: unknown): unknown {
  const code = codeOf(error) ?? '';
  if (error instanceof HoldfastError || code.length !== 5) return error;
  const message = `${what}: ${messageOf(error)}. Nothing was changed.`;
  const details = { sqlState: code };
  if (LOCK_NOT_AVAILABLE.includes(code)) {
    const hint =
      'Another session uses the table or one that its foreign keys belong to; try again when it has finished.';
    return new HoldfastError('SOURCE_LOCK_TIMEOUT', message, { hint, details, cause: error });
  }
  if (code === NO_PERMISSION) {
    const hint = 'Use the owner of the tables or a superuser, or grant what is missing.';
    return new HoldfastError('SOURCE_PERMISSION_DENIED', message, { hint, details, cause: error });
  }
  if (!REFUSED.test(code)) return error;
  return new HoldfastError('TABLE_NOT_RESTORABLE', message, { hint: hintFor(code), details, cause: error });
}

function hintFor(code: string): string {
  return code === FOREIGN_KEY_VIOLATION
    ? 'Choose the tables at the other end of the foreign key too, or restore beside under another name.'
    : 'Remove the reason, or restore the table beside under another name.';
}
