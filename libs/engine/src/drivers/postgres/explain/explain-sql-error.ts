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
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  const code = error instanceof Error && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

/** Node.js reports several failed addresses of one name as an error without a message. */
export function messageOf(error: unknown): string {
  if (error instanceof HoldfastError) return messageOf(error.cause ?? error.message);
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  const message = error instanceof Error ? error.message : String(error);
  const detail = error instanceof Error && 'detail' in error ? error.detail : null;
  return typeof detail === 'string' ? `${message} (${detail})` : message;
}
