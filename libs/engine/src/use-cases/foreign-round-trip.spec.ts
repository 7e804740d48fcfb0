import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createSample } from '../../../../tests/support/sample-database.js';
import type { ImportedPackage, PackageRef, RestoreRequest } from '../engine.js';
import { exportPackage } from '../package/export-package.js';
import { adaptersIn } from '../testing/drill-adapters.js';
import { type DrillFixture, startDrillFixture } from '../testing/drill-fixture.js';
import { NEVER, sourceOf } from '../testing/postgres-fixture.js';
import type { Adapters } from './adapters.js';
import { importPackage } from './import-package.js';
import { restore } from './restore.js';

describe('a package that goes from one installation to another', () => {
  let here: DrillFixture;
  let thereRoot: string;
  let there: Adapters;
  let ref: PackageRef;

  beforeAll(async () => {
    thereRoot = await mkdtemp(join(tmpdir(), 'holdfast-foreign-test-'));
    here = await startDrillFixture();
    await createSample(here.cluster, 'sample', 2000);
    ref = await here.backUp(['sample'], { isEncrypted: false });
    there = await adaptersIn(thereRoot, here.cluster.binDirectory);
  }, 60_000);
  afterAll(async () => {
    await here.stop();
    await rm(thereRoot, { recursive: true, force: true });
  });

  async function carryOver(isForeignAcknowledged: boolean): Promise<ImportedPackage> {
    const { stream } = await exportPackage(here.adapters.destination, ref);
    const source = stream as AsyncIterable<Buffer>;
    return importPackage(there, { source, isForeignAcknowledged, onBytes: () => undefined, signal: NEVER });
  }

  function restoreThere(isForeignAcknowledged: boolean) {
    const components = [sourceOf(here.cluster.url('sample'), 'part-0')];
    const request: RestoreRequest = {
      ...ref,
      restoreId: 'restore_foreign',
      application: { appId: ref.appId, name: 'CRM', workspaceId: 'default', components },
      strategy: 'swap',
      isForeignAcknowledged,
      jobs: 1,
      takeSafetySnapshot: null,
      onPlanned: () => Promise.resolve(),
      onSwapping: () => Promise.resolve(),
      onProgress: () => undefined,
      signal: NEVER,
    };
    return restore(there, request);
  }

  it('is refused, then drilled on a real server, taken in, and drilled again before it is restored', async () => {
    await expect(carryOver(false)).rejects.toMatchObject({ code: 'PACKAGE_NOT_TRUSTED' });
    expect(await there.destination.list('')).toEqual([]);

    const imported = await carryOver(true);
    expect(imported).toMatchObject({ ...ref, authenticity: 'foreign', level: 'matched' });
    expect(imported.drill?.server.kind).toBe('throw-away');
    expect(imported.drill?.comparedRows).toBeGreaterThan(2000);

    await expect(restoreThere(false)).rejects.toMatchObject({ code: 'PACKAGE_NOT_TRUSTED' });
    const { report } = await restoreThere(true);
    expect(report.phases.map(({ phase }) => phase).slice(0, 2)).toEqual(['drilling', 'verifying']);
    expect(report.comparedRows).toBe(imported.drill?.comparedRows);
    const names = await here.cluster.query("SELECT datname FROM pg_database WHERE datname LIKE 'sample%'");
    expect(names).toHaveLength(2);
  }, 120_000);
});
