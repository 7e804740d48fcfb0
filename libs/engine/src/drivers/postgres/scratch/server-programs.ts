/** Which of the installed PostgreSQL servers a drill starts. */

import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

import type { ManifestComponent } from '../../../domain/manifest.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import { majorOf, oldestReader } from '../client-tools/choose-client-tools.js';
import type { ClientTools } from '../client-tools/client-tools.js';

export interface ServerPrograms {
  initdb: string;
  postgres: string;
  major: number;
}

/** The backup's own major, else the next newer one that is installed. Throws TOOL_MISSING where there is none. */
export async function findServerPrograms(
  installed: readonly ClientTools[],
  component: ManifestComponent,
): Promise<ServerPrograms> {
  const needed = neededMajor(component);
  const candidates = installed.filter(({ major }) => major >= needed).sort((a, b) => a.major - b.major);
  for (const { binDir, major } of candidates) {
    const initdb = join(binDir, 'initdb');
    const postgres = join(binDir, 'postgres');
    if ((await isExecutable(initdb)) && (await isExecutable(postgres))) return { initdb, postgres, major };
  }
  throw new HoldfastError(
    'TOOL_MISSING',
    `A drill needs a PostgreSQL ${needed} server to start, and neither that version nor a newer one is installed here.`,
    {
      hint:
        `Install the server, for example postgresql-${needed} (on Debian write create_main_cluster = false to ` +
        '/etc/postgresql-common/createcluster.conf first, so that none is started), or name a server for drills in DRILL_DATABASE_URL.',
    },
  );
}

/** Archives of some pg_dump versions need a newer server than the one they came from. */
function neededMajor({ engine, tool }: ManifestComponent): number {
  return Math.max(majorOf(engine.version), oldestReader(majorOf(tool.version)));
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
