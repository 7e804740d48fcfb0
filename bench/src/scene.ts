/** What all contenders work on. */

import { join } from 'node:path';

import type { BenchOptions } from './options.js';
import { runProgram } from './programs.js';
import type { BenchServer } from './server.js';

export const SOURCE_DATABASE = 'shop';
/** What Holdfast restores over. */
export const LIVE_DATABASE = 'shop_live';
/** What pg_restore restores into. */
export const FRESH_DATABASE = 'shop_fresh';

export interface Scene {
  server: BenchServer;
  options: BenchOptions;
  workPath: string;
  signal: AbortSignal;
}

export type Archive = 'compressed' | 'uncompressed' | 'directory';

export function archivePath({ workPath }: Scene, name: Archive): string {
  return join(workPath, `${name}.dump`);
}

/** Runs one of PostgreSQL's client programs against a database of the server. */
export async function runClient(
  { server, signal }: Scene,
  name: 'pg_dump' | 'pg_restore',
  database: string,
  args: readonly string[],
  outputPath?: string,
): Promise<void> {
  await runProgram({
    program: join(server.binDirectory, name),
    args,
    env: server.environment(database),
    signal,
    ...(outputPath !== undefined && { outputPath }),
  });
}
