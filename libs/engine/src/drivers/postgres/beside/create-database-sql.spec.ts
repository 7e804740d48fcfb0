import type { DatabaseProperties } from '../../../domain/manifest.js';
import { createDatabaseSql } from './create-database-sql.js';

const DATABASE: DatabaseProperties = {
  name: 'app',
  owner: 'o',
  encoding: 'UTF8',
  collate: 'C',
  ctype: 'de_DE.utf8',
  localeProvider: 'libc',
  locale: null,
  icuRules: null,
  tablespace: 'pg_default',
  connectionLimit: -1,
  isTemplate: false,
  hasPublicSchema: true,
  comment: null,
  settings: [],
  acl: null,
  extensions: [],
};
const START = `CREATE DATABASE "n""x" WITH TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'de_DE.utf8'`;

function sql(serverMajor: number, changes: Partial<DatabaseProperties> = {}): string {
  const database = { ...DATABASE, ...changes };
  return createDatabaseSql({ name: 'n"x', database, serverMajor, owner: null, tablespace: null });
}

describe('CREATE DATABASE', () => {
  it.each([
    ['before providers', 14, {}, ''],
    ['with libc', 15, {}, ' LOCALE_PROVIDER libc'],
    ['with ICU', 15, { localeProvider: 'icu', locale: 'de' }, " LOCALE_PROVIDER icu ICU_LOCALE 'de'"],
    [
      'with rules',
      16,
      { localeProvider: 'icu', locale: 'de', icuRules: "&a<'b" },
      " LOCALE_PROVIDER icu ICU_LOCALE 'de' ICU_RULES '&a<''b'",
    ],
    [
      'with the built-in provider',
      17,
      { localeProvider: 'builtin', locale: 'C.UTF-8' },
      " LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'",
    ],
  ] as const)('%s says the locale in the words of server %i', (_case, major, changes, end) => {
    expect(sql(major, changes)).toBe(START + end);
  });

  it('names owner and tablespace where it may', () => {
    const options = {
      name: 'n"x',
      database: DATABASE,
      serverMajor: 14,
      owner: 'the owner',
      tablespace: 'fast',
    };
    expect(createDatabaseSql(options)).toBe(`${START} OWNER "the owner" TABLESPACE "fast"`);
  });
});
