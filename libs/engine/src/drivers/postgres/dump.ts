/** The program that writes a database as one custom-format archive to its standard output. */

import type { ComponentSource } from '../../domain/application.js';
import type { DumpStage } from '../../ports/component-driver.js';
import { chooseForDump } from './client-tools/choose-client-tools.js';
import { toolPath } from './client-tools/client-tools.js';
import { parseConnection } from './connection.js';
import type { PostgresContext } from './context.js';
import { askServerInfo } from './server-info.js';
import { dumpOptions } from './session-options.js';
import { connectionArguments, createToolEnvironment } from './tool-environment.js';

/** Row security stays an error: a dump that leaves rows out would look like a good one. */
export async function dumpDatabase(
  context: PostgresContext,
  source: ComponentSource,
  signal: AbortSignal,
): Promise<DumpStage> {
  const connection = parseConnection(source);
  const server = await askServerInfo(connection, signal);
  const tools = chooseForDump(await context.findClientTools(), server.major);
  const environment = await createToolEnvironment(context.workPath, connection, dumpOptions(server));
  const args = [
    '--format=custom',
    '--compress=0',
    '--create',
    `--lock-wait-timeout=${context.lockWaitMs}`,
    ...connectionArguments(connection),
  ];
  return {
    spec: {
      label: 'pg_dump',
      owner: 'driver',
      program: toolPath(tools, 'pg_dump'),
      args,
      env: environment.env,
    },
    dispose: () => environment.dispose(),
  };
}
