/** The sweeping of remains: call it only while nothing runs. */

import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import type { SweepReport } from '../engine.js';
import { deletePackage } from '../package/delete-package.js';
import { listPackageRefs } from '../package/list-packages.js';
import type { Adapters } from './adapters.js';

export async function sweep({ destination, workPath }: Adapters): Promise<SweepReport> {
  const partials = await destination.sweepPartials();
  const { unpublished } = await listPackageRefs(destination);
  for (const ref of unpublished) await deletePackage(destination, ref);
  return { partials, unpublished: unpublished.length, spools: await emptyDirectory(workPath) };
}

async function emptyDirectory(path: string): Promise<number> {
  const names = await readdir(path);
  for (const name of names) await rm(join(path, name), { recursive: true, force: true });
  return names.length;
}
