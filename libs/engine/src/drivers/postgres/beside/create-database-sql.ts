/** `CREATE DATABASE` with what was recorded of the original. */

import { escapeIdentifier, escapeLiteral } from 'pg';

import type { DatabaseProperties } from '../../../domain/manifest.js';

export interface CreateOptions {
  name: string;
  database: DatabaseProperties;
  serverMajor: number;
  /** Null: whoever creates it owns it. */
  owner: string | null;
  /** Null: the server's default. Naming the default needs a right that database owners lack. */
  tablespace: string | null;
}

const FIRST_WITH_PROVIDERS = 15;
const FIRST_WITH_RULES = 16;

/** From template0, so that nothing that was added to template1 gets into the restored data. */
export function createDatabaseSql(options: CreateOptions): string {
  const { database, owner, tablespace } = options;
  const clauses = [
    'TEMPLATE template0',
    `ENCODING ${escapeLiteral(database.encoding)}`,
    `LC_COLLATE ${escapeLiteral(database.collate)}`,
    `LC_CTYPE ${escapeLiteral(database.ctype)}`,
    ...providerClauses(database, options.serverMajor),
    ...(owner === null ? [] : [`OWNER ${escapeIdentifier(owner)}`]),
    ...(tablespace === null ? [] : [`TABLESPACE ${escapeIdentifier(tablespace)}`]),
  ];
  return `CREATE DATABASE ${escapeIdentifier(options.name)} WITH ${clauses.join(' ')}`;
}

/** Also for libc: otherwise template0's provider would be taken over. */
function providerClauses(database: DatabaseProperties, serverMajor: number): string[] {
  if (serverMajor < FIRST_WITH_PROVIDERS) return [];
  const clauses = [`LOCALE_PROVIDER ${database.localeProvider}`];
  if (database.localeProvider === 'libc' || database.locale === null) return clauses;
  const locale = escapeLiteral(database.locale);
  clauses.push(database.localeProvider === 'icu' ? `ICU_LOCALE ${locale}` : `BUILTIN_LOCALE ${locale}`);
  if (database.icuRules !== null && serverMajor >= FIRST_WITH_RULES) {
    clauses.push(`ICU_RULES ${escapeLiteral(database.icuRules)}`);
  }
  return clauses;
}
