/** The names that a table-level restore gives: the schema for what was before, and tables put beside. */

import { createHash } from 'node:crypto';

import { HoldfastError } from '../../../errors/holdfast-error.js';
import { cutToBytes } from '../replacement-names.js';
import { parseTableName, quoteTable } from './table-name.js';

/** Longer names are cut silently by the server. */
const MAX_NAME_BYTES = 63;
const OURS = /^holdfast_before_[0-9a-f]{12}$/;
const ID_LENGTH = 12;
const SHORT_ID_LENGTH = 8;

export function keptSchemaName(databaseName: string, restoreId: string): string {
  return `holdfast_before_${digest(`${databaseName}\0${restoreId}`).slice(0, ID_LENGTH)}`;
}

/** Only what carries our name is ever dropped, whatever a record says. */
export function assertOurSchema(name: string): void {
  if (OURS.test(name)) return;
  throw new HoldfastError('INVALID_STATE', `Schema "${name}" was not made by a table-level restore.`, {
    hint: 'Only what a restore kept is dropped; drop other schemas yourself.',
  });
}

/** Tables of different schemas may have the same name: the number keeps them apart. */
export function keptTableName(index: number, name: string): string {
  return cutToBytes(`${index + 1}_${parseTableName(name).table}`, MAX_NAME_BYTES);
}

/** Quoted as in SQL. */
export function besideTableName(name: string, restoreId: string): string {
  const { schema, table } = parseTableName(name);
  const tail = `_restored_${digest(restoreId).slice(0, SHORT_ID_LENGTH)}`;
  // Two long names may begin alike: what was cut off goes into the tail.
  const isLong = Buffer.byteLength(table + tail) > MAX_NAME_BYTES;
  const unique = isLong ? `_${digest(table).slice(0, SHORT_ID_LENGTH)}${tail}` : tail;
  return quoteTable({ schema, table: cutToBytes(table, MAX_NAME_BYTES - unique.length) + unique });
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
