import { copyFile, cp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { PackageRef } from '../package/package-layout.js';
import { packagePrefix } from '../package/package-layout.js';
import { rewriteManifest } from '../testing/forge-package.js';
import { REF } from '../testing/package-fixture.js';
import { packageWorld, type PackageWorld } from '../testing/package-world.js';
import { verifyBackup } from './verify-backup.js';

const OTHER: PackageRef = { ...REF, backupId: 'backup_crm_default_20260302_100000' };
const DB = 'db.dump.zst.age';
const GLOBALS = 'globals.sql.zst.age';

type Damage = (path: string, otherPath: string) => Promise<void>;

const DAMAGES: [string, Damage][] = [
  ['its first byte flipped', flipAt(() => 0)],
  ['a byte in its middle flipped', flipAt((size) => Math.floor(size / 2))],
  ['its last byte flipped', flipAt((size) => size - 1)],
  ['its last byte cut', async (path) => truncate(path, (await readFile(path)).length - 1)],
  ['its second half cut', async (path) => truncate(path, Math.floor((await readFile(path)).length / 2))],
  ['everything cut', async (path) => truncate(path, 0)],
  ['a byte appended', async (path) => writeFile(path, 'x', { flag: 'a' })],
  ['another backup’s in its place', async (path, otherPath) => copyFile(otherPath, path)],
  ['nothing in its place', async (path) => rm(path)],
];

describe('a package that was tampered with', () => {
  let world: PackageWorld;

  beforeAll(async () => {
    world = await packageWorld();
    await world.publish({ hasGlobals: true });
    await world.publish({ ref: OTHER, hasGlobals: true, rawBytes: 200_000 });
    await cp(directoryOf(REF), sparePath(), { recursive: true });
  });
  afterAll(() => world.dispose());

  beforeEach(async () => {
    await rm(directoryOf(REF), { recursive: true });
    await cp(sparePath(), directoryOf(REF), { recursive: true });
  });

  const directoryOf = (ref: PackageRef): string => world.destination.locate(packagePrefix(ref));
  const sparePath = (): string => join(world.directory.path, 'spare');

  function verify(): Promise<unknown> {
    const { signal } = new AbortController();
    return verifyBackup(world.adapters, { ...REF, level: 'readable', onProgress: () => undefined, signal });
  }

  it('is accepted before', async () => {
    await expect(verify()).resolves.toMatchObject({ backupId: REF.backupId });
  });

  describe.each<[string, RegExp]>([
    [DB, /db\.dump\.zst\.age/],
    [GLOBALS, /globals\.sql\.zst\.age/],
    ['SHA256SUMS', /SHA256SUMS/],
    ['manifest.json.sig', /manifest\.json\.sig/],
  ])('in %s', (name, named) => {
    it.each(DAMAGES)('is refused, naming it, with %s', async (_case, damage) => {
      await damage(join(directoryOf(REF), name), join(directoryOf(OTHER), name));
      await expect(verify()).rejects.toMatchObject({
        code: 'BACKUP_CORRUPTED',
        message: expect.stringMatching(named) as string,
      });
    });
  });

  describe('in manifest.json', () => {
    it.each(DAMAGES)('is refused, naming it, with %s', async (_case, damage) => {
      await damage(join(directoryOf(REF), 'manifest.json'), join(directoryOf(OTHER), 'manifest.json'));
      await expect(verify()).rejects.toMatchObject({
        code: expect.stringMatching(/^(?:PACKAGE_INVALID|BACKUP_CORRUPTED|BACKUP_NOT_FOUND)$/) as string,
        message: expect.stringMatching(/manifest|There is no backup/) as string,
      });
    });

    it('is refused where the checksums were made to fit', async () => {
      await rewriteManifest(directoryOf(REF), (manifest) => ({ ...manifest, appName: 'Payroll' }));
      await expect(verify()).rejects.toMatchObject({
        code: 'BACKUP_CORRUPTED',
        message: expect.stringContaining('manifest.json.sig') as string,
      });
    });

    it('is refused where it says that it is not signed, but a signature lies beside it', async () => {
      await rewriteManifest(directoryOf(REF), (manifest) => ({ ...manifest, signature: null }));
      await expect(verify()).rejects.toMatchObject({
        code: 'BACKUP_CORRUPTED',
        message: expect.stringContaining('manifest.json.sig') as string,
      });
    });

    it.each<[string, string]>([
      ['of another kind', 'MCowBQYDK2VuAyEAXdnfhegcXHuZgmydYDag0LEEM9EhjSmljZOnlM4yNgc='],
      ['that is none', 'aG9sZGZhc3Q='],
    ])('is refused where it names a signing key %s', async (_case, publicKey) => {
      const signature = { algorithm: 'ed25519' as const, publicKey };
      await rewriteManifest(directoryOf(REF), (manifest) => ({ ...manifest, signature }));
      await expect(verify()).rejects.toMatchObject({
        code: 'BACKUP_CORRUPTED',
        message: expect.stringContaining('manifest.json.sig') as string,
      });
    });
  });

  it('is refused where a whole other backup of ours lies in its place', async () => {
    await rm(directoryOf(REF), { recursive: true });
    await cp(directoryOf(OTHER), directoryOf(REF), { recursive: true });
    await expect(verify()).rejects.toMatchObject({
      code: 'PACKAGE_INVALID',
      message: expect.stringContaining(OTHER.backupId) as string,
    });
  });

  it('is refused where an object is another backup’s and manifest and checksums were made to fit', async () => {
    const other = JSON.parse(await readFile(join(directoryOf(OTHER), 'manifest.json'), 'utf8')) as {
      components: never[];
    };
    await copyFile(join(directoryOf(OTHER), DB), join(directoryOf(REF), DB));
    await rewriteManifest(directoryOf(REF), (manifest) => ({ ...manifest, components: other.components }));
    await expect(verify()).rejects.toMatchObject({
      code: 'BACKUP_CORRUPTED',
      message: expect.stringContaining('manifest.json.sig') as string,
    });
  });
});

function flipAt(placeOf: (sizeBytes: number) => number): Damage {
  return async (path) => {
    const bytes = await readFile(path);
    const at = placeOf(bytes.length);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(path, bytes);
  };
}
