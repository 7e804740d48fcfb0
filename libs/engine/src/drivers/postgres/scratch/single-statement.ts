/** Text that can only ever be run as one statement. */

import type { QueryConfig } from 'pg';

/** By the extended protocol: the server refuses a text of several statements, whoever wrote it. */
export function singleStatement(text: string): QueryConfig {
  const query: QueryConfig & { queryMode: 'extended' } = { text, queryMode: 'extended' };
  return query;
}
