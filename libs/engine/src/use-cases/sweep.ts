/** The sweeping of remains: call it only while nothing runs. */

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { SweepReport } from '../engine.js';
import { deletePackage } from '../package/delete-package.js';
import { listPackageRefs } from '../package/list-packages.js';
import type { ComponentDriver } from '../ports/component-driver.js';
import type { Adapters } from './adapters.js';
import { DRILL_PREFIX } from './drill-workspace.js';

export async function sweep({ destination, drivers, workPath }: Adapters): Promise<SweepReport> {
  const partials = await destination.sweepPartials();
  const { unpublished } = await listPackageRefs(destination);
  for (const ref of unpublished) await deletePackage(destination, ref);
  for (const driver of drivers.values()) await clearDrills(driver, workPath);
  return { partials, unpublished: unpublished.length, spools: await emptyDirectory(workPath) };
}

/** Servers of drills that were cut off; some of their files lie outside the work directory. */
async function clearDrills(driver: ComponentDriver, workPath: string): Promise<void> {
  for (const name of await readdir(workPath)) {
    if (!name.startsWith(DRILL_PREFIX)) continue;
    for (const part of await readdir(join(workPath, name))) {
      await driver.clearScratchRemains(join(workPath, name, part));
    }
  }
}

async function emptyDirectory(path: string): Promise<number> {
  const names = await readdir(path);
  for (const name of names) await rm(join(path, name), { recursive: true, force: true });
  return names.length;
}
