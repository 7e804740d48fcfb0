/** Errors of SQL sessions, turned into ones that a person can act on. */

import { HoldfastError } from '../../../errors/holdfast-error.js';
import { formatAddress, type PostgresConnection } from '../connection.js';
import { findByCode, findByWords } from './failure-table.js';
import { withoutPasswords } from './redact.js';

export function explainSqlError(error: unknown, connection: PostgresConnection): HoldfastError {
  if (error instanceof HoldfastError) return error;
  const code = codeOf(error);
  const said = withoutPasswords(messageOf(error), connection);
  const words = findByWords(said);
  const kind = words?.codes.length === 0 ? words : (findByCode(code ?? '') ?? words);
  const address = formatAddress(connection);
  const details = { sqlState: code, database: connection.database };
  if (!kind) return new HoldfastError('UNEXPECTED', `${address}: ${said}`, { details, cause: error });
  return new HoldfastError(kind.code, `The database ${address} ${kind.says}: ${said}`, {
    hint: kind.hint,
    details,
    cause: error,
  });
}

/** SQLSTATE or Node.js error code; also of an error that was explained already. */
export function codeOf(error: unknown): string | null {
  if (error instanceof HoldfastError) return codeOf(error.cause);
  const [first] = partsOf(error);
  if (first !== undefined) return codeOf(first);
  return textOf(error, 'code');
}

export function messageOf(error: unknown): string {
  if (error instanceof HoldfastError) return messageOf(error.cause ?? error.message);
  const parts = partsOf(error);
  if (parts.length > 0) return parts.map(messageOf).join('; ');
  const message = textOf(error, 'message') ?? String(error);
  const detail = textOf(error, 'detail');
  return detail === null ? message : `${message} (${detail})`;
}

/** Where a name has several addresses that all failed, Node.js gives one error without a message around them. */
function partsOf(error: unknown): unknown[] {
  const isAggregate = typeof error === 'object' && error !== null && 'errors' in error;
  return isAggregate && Array.isArray(error.errors) ? error.errors : [];
}

function textOf(error: unknown, property: 'code' | 'message' | 'detail'): string | null {
  if (typeof error !== 'object' || error === null) return null;
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? value : null;
}
