/** One installed set of PostgreSQL's client programs. */

import { join } from 'node:path';

export interface ClientTools {
  binDir: string;
  major: number;
  /** As it calls itself, e.g. `15.18`. */
  version: string;
  /** Comes from PG_BIN_DIR. */
  isPreferred: boolean;
}

export type ToolName = 'pg_dump' | 'pg_dumpall' | 'pg_restore';

export function toolPath(tools: ClientTools, name: ToolName): string {
  return join(tools.binDir, name);
}
