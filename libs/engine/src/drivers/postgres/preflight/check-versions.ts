/** Does the server's version fit the backup's, and is there a pg_restore for both? */

import type { ProblemNote } from '@holdfast/contract';

import type { ManifestComponent } from '../../../domain/manifest.js';
import { HoldfastError } from '../../../errors/holdfast-error.js';
import {
  chooseForLoad,
  FIRST_WITH_TRANSACTION_TIMEOUT,
  majorOf,
} from '../client-tools/choose-client-tools.js';
import type { ClientTools } from '../client-tools/client-tools.js';
import { blocker, warning } from './note.js';
import type { TargetFacts } from './target-facts.js';

export function checkVersions(
  facts: TargetFacts,
  component: ManifestComponent,
  installed: readonly ClientTools[],
): ProblemNote[] {
  const backupMajor = majorOf(component.engine.version);
  const dumpMajor = majorOf(component.tool.version);
  return [
    ...checkServer(facts.server.major, backupMajor),
    ...checkArchive(facts.server.major, dumpMajor),
    ...checkTools(installed, facts.server.major, dumpMajor),
  ];
}

function checkServer(targetMajor: number, backupMajor: number): ProblemNote[] {
  if (targetMajor === backupMajor) return [];
  if (targetMajor < backupMajor) {
    const message = `The backup is from PostgreSQL ${backupMajor}; this server is version ${targetMajor}, which may not know what it contains.`;
    return [blocker('SERVER_OLDER', message, `Restore to a server of version ${backupMajor} or newer.`)];
  }
  const message = `The backup is from PostgreSQL ${backupMajor} and goes to version ${targetMajor}: like an upgrade, it may change how the application behaves.`;
  return [warning('SERVER_NEWER', message, 'Try the application after the restore; it can be undone.')];
}

function checkArchive(targetMajor: number, dumpMajor: number): ProblemNote[] {
  const isRefused =
    dumpMajor >= FIRST_WITH_TRANSACTION_TIMEOUT && targetMajor < FIRST_WITH_TRANSACTION_TIMEOUT;
  if (!isRefused) return [];
  const message = `The backup was written by pg_dump ${dumpMajor}, whose archives servers before ${FIRST_WITH_TRANSACTION_TIMEOUT} refuse (transaction_timeout).`;
  const hint = `Restore to a server of version ${FIRST_WITH_TRANSACTION_TIMEOUT} or newer.`;
  return [blocker('ARCHIVE_TOO_NEW', message, hint)];
}

function checkTools(
  installed: readonly ClientTools[],
  targetMajor: number,
  dumpMajor: number,
): ProblemNote[] {
  try {
    chooseForLoad(installed, targetMajor, dumpMajor);
    return [];
  } catch (error) {
    if (!(error instanceof HoldfastError)) throw error;
    return [blocker(error.code, error.message, error.hint ?? '')];
  }
}
