/** Finds the package that a person named. */

import type { Engine, FoundPackage } from '@holdfast/engine';

import { CliError } from '../cli-error.js';
import type { Text } from '../messages/text.js';

/** @throws CliError BACKUP_NOT_FOUND, or PACKAGE_INVALID where it is there and cannot be trusted */
export async function findPackage(engine: Engine, backupId: string, text: Text): Promise<FoundPackage> {
  const { packages, damaged } = await engine.listPackages();
  const found = packages.find((candidate) => candidate.backupId === backupId);
  if (found !== undefined) return found;
  const broken = damaged.find((candidate) => candidate.backupId === backupId);
  if (broken !== undefined) throw new CliError('PACKAGE_INVALID', broken.message);
  throw new CliError('BACKUP_NOT_FOUND', text('recover.not-found', { id: backupId }), {
    hint: text('recover.not-found.hint'),
  });
}
