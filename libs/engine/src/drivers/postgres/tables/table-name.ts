/** A table's name, from the form that fingerprints use to the form that statements use. */

import { escapeIdentifier } from 'pg';

import { splitQualifiedName } from '../../../domain/qualified-name.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';

export interface TableName {
  schema: string;
  table: string;
}

export function parseTableName(name: string): TableName {
  const [schema, table, ...rest] = splitQualifiedName(name);
  if (schema !== undefined && table !== undefined && rest.length === 0) return { schema, table };
  throw new HoldfastError('TABLE_NOT_IN_BACKUP', `"${name}" is not the name of a table in a schema.`, {
    hint: 'Write it as the backup lists it: schema.table.',
  });
}

export function quoteTable({ schema, table }: TableName): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(table)}`;
}

/** For statements: everything quoted, whatever the name was. */
export function asSql(name: string): string {
  return quoteTable(parseTableName(name));
}

/** `(a, "B")`, or nothing for a table without columns. */
export function columnList(columns: readonly string[]): string {
  return columns.length === 0 ? '' : ` (${columns.map((column) => escapeIdentifier(column)).join(', ')})`;
}
