/** Which of the installed clients may serve a server. */

import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { ClientTools, ToolName } from './client-tools.js';

/** From this version on, archives contain a setting that older servers refuse. */
export const FIRST_WITH_TRANSACTION_TIMEOUT = 17;

/** The server's own version, else the next newer one; an older one would refuse. */
export function chooseForDump(
  installed: readonly ClientTools[],
  serverMajor: number,
  name: ToolName = 'pg_dump',
): ClientTools {
  return nearest(installed, serverMajor) ?? fail(installed, serverMajor, name, 'dump');
}

/** The target server's version where it can read the archive, else the next newer one. */
export function chooseForLoad(
  installed: readonly ClientTools[],
  targetMajor: number,
  archiveMajor: number,
): ClientTools {
  const needed = Math.max(targetMajor, oldestReader(archiveMajor));
  return nearest(installed, needed) ?? fail(installed, needed, 'pg_restore', 'restore to');
}

/** The oldest pg_restore that reads what this version's pg_dump writes. */
export function oldestReader(archiveMajor: number): number {
  if (archiveMajor >= 17) return 17;
  return archiveMajor === 16 ? 16 : 12;
}

export function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}

function nearest(installed: readonly ClientTools[], major: number): ClientTools | undefined {
  return installed
    .filter((tools) => tools.major >= major)
    .sort((a, b) => a.major - b.major || Number(b.isPreferred) - Number(a.isPreferred))[0];
}

function fail(installed: readonly ClientTools[], major: number, name: ToolName, verb: string): never {
  const hint = `Install postgresql-client-${major} or set PG_BIN_DIR to the directory of its programs.`;
  const newest = Math.max(...installed.map((tools) => tools.major));
  if (installed.length === 0) {
    const message = `${name} is not installed; ${name} ${major} or newer is needed to ${verb} server ${major}.`;
    throw new HoldfastError('TOOL_MISSING', message, { hint });
  }
  throw new HoldfastError('TOOL_TOO_OLD', `${name} ${newest} cannot ${verb} server ${major}.`, { hint });
}
