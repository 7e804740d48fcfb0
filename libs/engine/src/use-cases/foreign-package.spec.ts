import type { DrillReport } from '@holdfast/contract';

import { Secret } from '../domain/secret.js';
import type { DrillRequest, RestoreRequest } from '../engine.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { packagePrefix, type PackageRef } from '../package/package-layout.js';
import { signAnew, stripSignature } from '../testing/forge-package.js';
import { codecWithKey, REF } from '../testing/package-fixture.js';
import { packageWorld, type PackageWorld } from '../testing/package-world.js';
import type { Adapters } from './adapters.js';
import { ensureTrusted } from './foreign-package.js';
import { PhaseRecorder } from './phase-recorder.js';
import { restore } from './restore.js';

const CHILD: PackageRef = { ...REF, backupId: 'backup_crm_default_20260302_100000' };
const GRANDCHILD: PackageRef = { ...REF, backupId: 'backup_crm_default_20260303_100000' };

describe('a restore of a package', () => {
  let world: PackageWorld;
  let drills: { adapters: Adapters; request: DrillRequest }[];

  beforeEach(async () => {
    world = await packageWorld();
    drills = [];
    await world.publish();
  });
  afterEach(() => world.dispose());

  const pathOf = (ref: PackageRef): string => world.destination.locate(packagePrefix(ref));
  const deltaOf = ({ backupId }: PackageRef) => ({
    baseBackupId: backupId,
    baseRaw: { sizeBytes: 0, sha256: '0'.repeat(64) },
    segmentCount: 0,
  });

  async function makeForeign(ref: PackageRef): Promise<void> {
    const { keyring } = await codecWithKey(world.directory.path, 'keyring-of-another');
    await signAnew(pathOf(ref), keyring);
  }

  function runDrill(adapters: Adapters, request: DrillRequest): Promise<DrillReport> {
    drills.push({ adapters, request });
    request.onProgress({ phase: 'loading', bytesDone: 1, bytesTotal: 2, itemsDone: null, itemsTotal: null });
    return Promise.resolve({ level: 'matched' } as DrillReport);
  }

  function requestOf(ref: PackageRef, isForeignAcknowledged: boolean): RestoreRequest {
    return {
      ...ref,
      isForeignAcknowledged,
      restoreId: 'restore_1',
      application: { appId: ref.appId, name: 'CRM', workspaceId: 'default', components: [] },
      strategy: 'swap',
      jobs: 2,
      takeSafetySnapshot: null,
      signal: new AbortController().signal,
      onPlanned: () => Promise.resolve(),
      onSwapping: () => Promise.resolve(),
      onProgress: () => undefined,
    };
  }

  function ensure(ref: PackageRef, isForeignAcknowledged: boolean, phases = recorder()) {
    const { adapters } = world;
    return ensureTrusted(adapters, requestOf(ref, isForeignAcknowledged), phases, runDrill);
  }

  function recorder(seen: unknown[] = []): PhaseRecorder {
    return new PhaseRecorder(world.adapters.clock, (progress) => seen.push(progress));
  }

  it.each([true, false])('of our own goes on at once (acknowledged: %s)', async (isAcknowledged) => {
    await expect(ensure(REF, isAcknowledged)).resolves.toMatchObject(REF);
    expect(drills).toEqual([]);
  });

  it('that lost its signature is refused, and nothing is drilled', async () => {
    await stripSignature(pathOf(REF));
    await expect(ensure(REF, false)).rejects.toMatchObject({
      code: 'PACKAGE_NOT_TRUSTED',
      message: expect.stringContaining(`${REF.backupId} is not signed`) as string,
      hint: expect.stringContaining('only if you trust') as string,
    });
    expect(drills).toEqual([]);
  });

  it('that another installation signed is refused, saying so', async () => {
    await makeForeign(REF);
    await expect(ensure(REF, false)).rejects.toMatchObject({
      code: 'PACKAGE_NOT_TRUSTED',
      message: expect.stringContaining('signed by another installation') as string,
    });
  });

  it('that is foreign is drilled once it was acknowledged, with progress of its own', async () => {
    await makeForeign(REF);
    const seen: unknown[] = [];
    const phases = recorder(seen);
    await expect(ensure(REF, true, phases)).resolves.toMatchObject(REF);
    expect(drills).toHaveLength(1);
    expect(drills[0]?.request).toMatchObject({ ...REF, from: world.destination, jobs: 2, assertions: [] });
    expect(phases.reports.map(({ phase }) => phase)).toEqual(['drilling']);
    expect(seen.at(-1)).toMatchObject({ phase: 'drilling', bytesDone: 1, bytesTotal: 2 });
  });

  it('that is foreign is never drilled on a server that somebody uses', async () => {
    await makeForeign(REF);
    world.adapters.scratchServer = new Secret('postgres://scratch.example/postgres');
    await ensure(REF, true);
    expect(drills[0]?.adapters.scratchServer).toBeNull();
  });

  it('that is foreign fails as its drill does', async () => {
    await makeForeign(REF);
    const failing = () => Promise.reject(new HoldfastError('DRILL_FAILED', 'It did not load.'));
    const request = requestOf(REF, true);
    const ensuring = ensureTrusted(world.adapters, request, recorder(), failing);
    await expect(ensuring).rejects.toMatchObject({ code: 'DRILL_FAILED' });
  });

  it('that builds on a foreign one is refused, naming that one', async () => {
    await world.publish({ ref: CHILD, delta: deltaOf(REF) });
    await world.publish({ ref: GRANDCHILD, delta: deltaOf(CHILD) });
    await expect(ensure(GRANDCHILD, false)).resolves.toMatchObject(GRANDCHILD);
    await makeForeign(REF);
    await expect(ensure(GRANDCHILD, false)).rejects.toMatchObject({
      code: 'PACKAGE_NOT_TRUSTED',
      message: expect.stringContaining(`builds on ${REF.backupId}`) as string,
    });
    await ensure(GRANDCHILD, true);
    expect(drills[0]?.request).toMatchObject(GRANDCHILD);
  });

  it('that builds on one that is gone is refused, naming that one', async () => {
    await world.publish({ ref: CHILD, delta: deltaOf({ ...REF, backupId: 'backup_gone' }) });
    await expect(ensure(CHILD, true)).rejects.toMatchObject({
      code: 'PARENT_MISSING',
      message: expect.stringContaining('backup_gone') as string,
    });
  });

  it('that builds on itself in a circle is looked at once', async () => {
    await world.publish({ ref: CHILD, delta: deltaOf(GRANDCHILD) });
    await world.publish({ ref: GRANDCHILD, delta: deltaOf(CHILD) });
    await expect(ensure(CHILD, false)).resolves.toMatchObject(CHILD);
  });

  it.each(['swap', 'in-place'] as const)(
    'by %s refuses it before anything is asked of the server',
    async (strategy) => {
      await stripSignature(pathOf(REF));
      const driver = new Proxy(
        {},
        {
          get: (_target, name) => {
            throw new Error(`The driver was asked for ${String(name)}.`);
          },
        },
      );
      const adapters = { ...world.adapters, drivers: new Map([['postgres', driver]]) } as unknown as Adapters;
      const restoring = restore(adapters, { ...requestOf(REF, false), strategy });
      await expect(restoring).rejects.toMatchObject({ code: 'PACKAGE_NOT_TRUSTED' });
    },
  );
});
