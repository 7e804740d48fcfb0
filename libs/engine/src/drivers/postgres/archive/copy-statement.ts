/** Reads `COPY schema.table (column, …) FROM stdin;` as pg_dump writes it. */

export interface CopyStatement {
  /** Qualified and quoted as in SQL. */
  table: string;
  /** Unquoted, in the order of the values. */
  columns: string[];
}

const IDENTIFIER = String.raw`(?:"(?:[^"]|"")+"|[^\s".(),]+)`;
const STATEMENT = new RegExp(
  String.raw`^COPY (${IDENTIFIER}(?:\.${IDENTIFIER})?) +(?:\(([\s\S]*)\) )?FROM stdin;\s*$`,
);
const COLUMN = new RegExp(IDENTIFIER, 'g');

/** Null where the statement is something else. */
export function parseCopyStatement(statement: string): CopyStatement | null {
  const match = STATEMENT.exec(statement);
  if (match?.[1] === undefined) return null;
  const columns = (match[2] ?? '').match(COLUMN) ?? [];
  return { table: match[1], columns: columns.map(unquote) };
}

function unquote(identifier: string): string {
  return identifier.startsWith('"') ? identifier.slice(1, -1).replaceAll('""', '"') : identifier;
}
