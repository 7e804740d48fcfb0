/** An installation that packages are carried away from and imported into again. */

import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { DrillReport } from '@holdfast/contract';

import type { DrillRequest, ImportedPackage, ImportRequest } from '../engine.js';
import { exportPackage } from '../package/export-package.js';
import { listPackages } from '../package/list-packages.js';
import { packagePrefix, type PackageRef } from '../package/package-layout.js';
import type { Adapters } from '../use-cases/adapters.js';
import { importPackage } from '../use-cases/import-package.js';
import { REF } from './package-fixture.js';
import { packageWorld } from './package-world.js';

export type ImportWorld = Awaited<ReturnType<typeof importWorld>>;

export async function importWorld() {
  const world = await packageWorld();
  const { destination, keyring } = world;
  const drills: { request: DrillRequest; existedBefore: boolean }[] = [];
  const pathOf = (ref: PackageRef): string => destination.locate(packagePrefix(ref));
  const listed = async () => (await listPackages(destination, keyring)).packages;

  /** A drill that always matches. */
  async function runDrill(adapters: Adapters, request: DrillRequest): Promise<DrillReport> {
    await listPackages(adapters.destination, keyring);
    drills.push({ request, existedBefore: (await listed()).length > 0 });
    return { level: 'matched' } as DrillReport;
  }

  function take(
    source: AsyncIterable<Buffer>,
    rest: Partial<ImportRequest> = {},
    adapters = world.adapters,
    drill: typeof runDrill = runDrill,
  ): Promise<ImportedPackage> {
    const { signal } = new AbortController();
    const request = { source, isForeignAcknowledged: false, onBytes: () => undefined, signal, ...rest };
    return importPackage(adapters, request, drill);
  }

  /** The package's tar, and the package itself gone. */
  async function carryAway(ref = REF): Promise<Buffer> {
    const { stream } = await exportPackage(destination, ref);
    const bytes = Buffer.concat((await stream.toArray()) as Buffer[]);
    await rm(pathOf(ref), { recursive: true });
    return bytes;
  }

  /** The package in a directory from where a program can take it, and in the storage gone. */
  async function moveAside(ref = REF): Promise<string> {
    const aside = join(world.directory.path, 'aside');
    await cp(destination.location, aside, { recursive: true });
    await rm(pathOf(ref), { recursive: true });
    return aside;
  }

  /** Finished objects and partial ones. */
  async function keptCount(): Promise<number> {
    return (await destination.list('')).length + (await destination.sweepPartials());
  }

  return { ...world, drills, pathOf, listed, take, carryAway, moveAside, keptCount };
}
