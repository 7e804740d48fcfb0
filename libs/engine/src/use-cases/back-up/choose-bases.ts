/** Whether a backup can build on the one that it was asked to build on. */

import type { BackUpRequest } from '../../engine.js';
import { HoldfastError } from '../../errors/holdfast-error.js';
import { type ChainLink, MAX_CHAIN_LINKS, readComponentChain } from '../../package/delta/component-chain.js';
import type { DeltaBase } from '../../package/delta/write-delta.js';
import { objectKey, type PackageRef } from '../../package/package-layout.js';
import { readManifest } from '../../package/package-reader.js';
import type { Destination } from '../../ports/destination.js';
import type { Adapters } from '../adapters.js';

/** Of each component that has one, by the component's name. */
export type Bases = ReadonlyMap<string, DeltaBase>;

export const NO_BASES: Bases = new Map();

/** Throws a HoldfastError whose message says why not. */
export async function chooseBases(adapters: Adapters, request: BackUpRequest): Promise<Bases> {
  const { application, parent } = request;
  if (parent === null) throw unusable('There is no backup yet that it could build on');
  if (parent.appId !== application.appId) throw unusable(`${parent.backupId} is of another application`);
  const manifest = await readManifest(adapters.destination, parent);
  const bases = new Map<string, DeltaBase>();
  for (const { name } of application.components) {
    const component = manifest.components.find((known) => known.name === name);
    if (component === undefined) continue;
    const [own, ...others] = await readComponentChain(adapters.destination, parent, component);
    const chain: DeltaBase['chain'] = [{ ...own, label: `${parent.backupId}/${own.label}` }, ...others];
    await assertReadable(adapters, chain);
    bases.set(name, { backupId: parent.backupId, component, chain });
  }
  if (bases.size > 0) return bases;
  throw unusable(`${parent.backupId} holds none of the application's components`);
}

/** As far as can be told without reading it. */
async function assertReadable(
  { destination, keyring }: Adapters,
  chain: readonly ChainLink[],
): Promise<void> {
  if (chain.length >= MAX_CHAIN_LINKS) throw unusable('Too many backups build on each other already');
  for (const { ref, component, label } of chain) {
    const { encryption, object } = component;
    if (encryption !== null && !keyring().canOpen(encryption.recipients)) {
      throw unusable(`No key of the keyring opens ${label}`);
    }
    await assertStoredSize(destination, ref, { ...object, label });
  }
}

async function assertStoredSize(
  destination: Destination,
  ref: PackageRef,
  { name, sizeBytes, label }: { name: string; sizeBytes: number; label: string },
): Promise<void> {
  const stored = await destination.stat(objectKey(ref, name));
  if (stored === null) throw unusable(`The stored object ${label} is missing`);
  if (stored.sizeBytes !== sizeBytes) {
    throw unusable(`The stored object ${label} has ${stored.sizeBytes} bytes instead of ${sizeBytes}`);
  }
}

function unusable(why: string): HoldfastError {
  return new HoldfastError('PARENT_MISSING', `${why}.`);
}
