/** One run of pg_restore over a spooled archive. */

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { LoadRequest } from '../../../ports/component-driver.js';
import type { ArchiveIndex } from '../archive/archive-index.js';
import { chooseForLoad, majorOf } from '../client-tools/choose-client-tools.js';
import { toolPath } from '../client-tools/client-tools.js';
import type { PostgresConnection } from '../connection.js';
import type { PostgresContext } from '../context.js';
import { explainOutcome } from '../explain/explain-outcome.js';
import { runToEnd } from '../run-to-end.js';
import { askServerInfo } from '../server-info.js';
import { loadOptions } from '../session-options.js';
import { connectionArguments, createToolEnvironment } from '../tool-environment.js';
import { LoadProgressReader } from './load-progress.js';
import type { RestoreList } from './restore-list.js';

export interface PgRestoreRun {
  /** Where the data goes. */
  connection: PostgresConnection;
  archive: ArchiveIndex;
  list: RestoreList;
  /** `--jobs=N`, or what makes it one transaction. */
  modeArguments: readonly string[];
  jobs: number;
}

/** Anything but exit code 0 is a failure: pg_restore also answers 1 where it left something out. */
export async function runPgRestore(
  context: PostgresContext,
  request: LoadRequest,
  run: PgRestoreRun,
): Promise<void> {
  const server = await askServerInfo(run.connection, request.signal);
  const archiveMajor = majorOf(request.component.tool.version);
  const tools = chooseForLoad(await context.findClientTools(), server.major, archiveMajor);
  const options = loadOptions(server, run.jobs);
  const environment = await createToolEnvironment(context.workPath, run.connection, options);
  try {
    const listPath = join(environment.directory, 'restore.list');
    await writeFile(listPath, run.list.text, { mode: 0o600 });
    const program = toolPath(tools, 'pg_restore');
    const args = restoreArguments(request, run, listPath);
    const spec = { label: 'pg_restore', owner: 'driver', program, args, env: environment.env } as const;
    const progress = new LoadProgressReader(run.archive, run.list.entries, request.onProgress);
    const { outcome } = await runToEnd(context.runner, spec, request.signal, (line) =>
      progress.readLine(line),
    );
    if (outcome.exitCode !== 0) throw explainOutcome(outcome, run.connection);
    progress.complete();
  } finally {
    await environment.dispose();
  }
}

function restoreArguments(request: LoadRequest, run: PgRestoreRun, listPath: string): string[] {
  return [
    '--format=custom',
    '--exit-on-error',
    '--verbose',
    `--use-list=${listPath}`,
    ...run.modeArguments,
    ...connectionArguments(run.connection),
    request.spoolPath,
  ];
}
