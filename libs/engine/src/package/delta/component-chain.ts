/** The objects that a component is rebuilt from: its own, the one it is a difference to, and so on to a whole one. */

import type { ManifestComponent } from '../../domain/manifest.js';
import { HoldfastError } from '../../errors/holdfast-error.js';
import type { Destination } from '../../ports/destination.js';
import { readPackageIndex } from '../package-index.js';
import type { PackageRef } from '../package-layout.js';

/** Each link is another pass over the data; a circle would have no end. */
export const MAX_CHAIN_LINKS = 100;

export interface ChainLink {
  ref: PackageRef;
  component: Pick<ManifestComponent, 'name' | 'object' | 'encryption' | 'delta'>;
  /** For messages: every package has an object of that name. */
  label: string;
}

/** Its own first. Throws PARENT_MISSING, or BACKUP_CORRUPTED where the base is not the one that it was made from. */
export async function readComponentChain(
  destination: Destination,
  ref: PackageRef,
  component: ChainLink['component'],
): Promise<[ChainLink, ...ChainLink[]]> {
  const chain: [ChainLink, ...ChainLink[]] = [{ ref, component, label: component.object.name }];
  let dependent: ChainLink = chain[0];
  while (dependent.component.delta !== null) {
    const link = await readBase(destination, dependent, dependent.component.delta);
    const isCircle = chain.some((known) => known.ref.backupId === link.ref.backupId);
    if (isCircle || chain.length >= MAX_CHAIN_LINKS) throw endless(ref, dependent);
    chain.push(link);
    dependent = link;
  }
  return chain;
}

async function readBase(
  destination: Destination,
  dependent: ChainLink,
  { baseBackupId, baseRaw }: NonNullable<ManifestComponent['delta']>,
): Promise<ChainLink> {
  const ref = { appId: dependent.ref.appId, backupId: baseBackupId };
  const { manifest } = await readPackageIndex(destination, ref).catch((error: unknown) => {
    const isMissing = error instanceof HoldfastError && error.code === 'BACKUP_NOT_FOUND';
    throw isMissing ? parentMissing(dependent.ref.backupId, ref.backupId, destination.location) : error;
  });
  const component = manifest.components.find(({ name }) => name === dependent.component.name);
  const isSame = component?.raw.sha256 === baseRaw.sha256 && component.raw.sizeBytes === baseRaw.sizeBytes;
  if (component === undefined || !isSame) throw notTheBase(dependent, baseBackupId);
  return { ref, component, label: `${baseBackupId}/${component.object.name}` };
}

function parentMissing(backupId: string, baseId: string, location: string): HoldfastError {
  return new HoldfastError(
    'PARENT_MISSING',
    `The backup ${backupId} builds on ${baseId}, which is not in ${location}.`,
    {
      hint: `Bring ${baseId} back first, or use a backup that does not build on it.`,
      details: { brokenBackupId: baseId },
    },
  );
}

function notTheBase({ ref, component }: ChainLink, baseId: string): HoldfastError {
  return new HoldfastError(
    'BACKUP_CORRUPTED',
    `${component.object.name} of ${ref.backupId} was made from other content than ${baseId} holds.`,
    {
      hint: `Bring the original ${baseId} back from a copy of the storage, or use another backup.`,
      details: { brokenBackupId: baseId },
    },
  );
}

function endless({ backupId }: PackageRef, { ref }: ChainLink): HoldfastError {
  return new HoldfastError(
    'BACKUP_CORRUPTED',
    `The backups that ${backupId} builds on have no end: ${ref.backupId} is reached again, or is one too many.`,
    { hint: 'Use another backup; the manifests of these were changed.' },
  );
}
