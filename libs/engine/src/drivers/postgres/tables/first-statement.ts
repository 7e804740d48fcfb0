/** The first of several SQL statements that pg_dump wrote: it ends at the first semicolon that is not quoted. */

/** pg_dump doubles quotes inside quotes, so that every quote is one switch. */
export function firstStatement(sql: string): string {
  let quote: string | null = null;
  for (let at = 0; at < sql.length; at += 1) {
    const character = sql[at];
    if (quote !== null) quote = character === quote ? null : quote;
    else if (character === "'" || character === '"') quote = character;
    else if (character === ';') return sql.slice(0, at);
  }
  return sql;
}
