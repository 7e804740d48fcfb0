/**
 * The statements about roles and tablespaces in what pg_dumpall wrote.
 *
 * They are picked out and sent one by one instead of giving the file to psql, which would also obey its
 * backslash commands: those run on this machine with the console's rights.
 */

const TOKEN = /'[^']*'|"[^"]*"|--[^\n]*|;|[^;'"-]+|['"-]/g;
const ABOUT_ROLES = /^(?:CREATE ROLE|ALTER ROLE|COMMENT ON ROLE|GRANT (?!.* ON (?:PARAMETER|TABLESPACE) ))/s;
const TABLESPACE = /^CREATE TABLESPACE ("(?:[^"]|"")+"|\S+) /s;

export interface GlobalsStatements {
  /** To be tried one by one: some may speak of what is not there. */
  roles: string[];
  tablespaces: string[];
}

export function readGlobals(text: string): GlobalsStatements {
  const statements = splitStatements(text);
  return {
    roles: statements.filter((statement) => ABOUT_ROLES.test(statement)),
    tablespaces: statements.flatMap((statement) => {
      const name = TABLESPACE.exec(statement)?.[1];
      return name === undefined ? [] : [unquote(name)];
    }),
  };
}

/** Each without its semicolon and without comments; quoted text is taken as it is. */
export function splitStatements(text: string): string[] {
  const statements: string[] = [];
  let current = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith('--')) continue;
    if (token !== ';') {
      current += token;
      continue;
    }
    statements.push(current.trim());
    current = '';
  }
  return statements;
}

/** A name as it stands in SQL, without its quotes. */
export function unquote(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
