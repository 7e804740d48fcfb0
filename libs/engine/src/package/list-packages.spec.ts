import { FaultyDestination } from '../testing/faulty-destination.js';
import { chunksOf } from '../testing/destination.contract.js';
import { fixture } from '../testing/fixture-programs.js';
import { MemoryDestination } from '../testing/memory-destination.js';
import { codecWithKey, makePackage, REF } from '../testing/package-fixture.js';
import { temporaryDirectory, type TemporaryDirectory } from '../testing/temporary-directory.js';
import { deletePackage } from './delete-package.js';
import { listPackageRefs, listPackages } from './list-packages.js';

describe('listPackages', () => {
  let directory: TemporaryDirectory;
  let destination: FaultyDestination;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    destination = new FaultyDestination(new MemoryDestination());
  });
  afterEach(() => directory.dispose());

  const ours = { isOwnSigningKey: () => false };

  async function make(appId: string, backupId: string, createdAt: string) {
    const { codec } = await codecWithKey(directory.path);
    const raw = { sizeBytes: 10, sha256: '0'.repeat(64) };
    const producer = fixture('produce', '10');
    const ref = { appId, backupId };
    return makePackage({ destination, codec, recipients: [], producer, raw, ref, createdAt });
  }

  it('finds packages, newest first, with their sizes and checksums', async () => {
    const old = await make('crm', 'backup_a', '2026-03-01T10:00:00.000Z');
    const young = await make('wiki', 'backup_b', '2026-03-02T10:00:00.000Z');
    const { packages, damaged } = await listPackages(destination, ours);
    expect(packages.map(({ backupId }) => backupId)).toEqual(['backup_b', 'backup_a']);
    expect(packages[1]).toEqual({
      appId: 'crm',
      backupId: 'backup_a',
      manifest: old.manifest,
      authenticity: 'unsigned',
      checksum: old.checksum,
      sizeBytes: old.sizeBytes,
      path: 'memory:crm/backup_a',
    });
    expect(packages[0]?.sizeBytes).toBe(young.sizeBytes);
    expect(damaged).toEqual([]);
  });

  it('reports a damaged package beside the good ones', async () => {
    await make('crm', 'backup_a', '2026-03-01T10:00:00.000Z');
    await destination.write('crm/backup_b/manifest.json', chunksOf(Buffer.from('{}')));
    const { packages, damaged } = await listPackages(destination, ours);
    expect(packages.map(({ backupId }) => backupId)).toEqual(['backup_a']);
    expect(damaged).toEqual([
      { appId: 'crm', backupId: 'backup_b', message: expect.stringContaining('backup_b') as string },
    ]);
  });

  it('tells remains of backups from what others keep in the storage', async () => {
    await destination.write('crm/backup_a/db.dump.zst', chunksOf(Buffer.from('1')));
    await destination.write('crm/snapshot_before_restore_a/SHA256SUMS', chunksOf(Buffer.from('1')));
    await destination.write('metadata/backups.json', chunksOf(Buffer.from('1')));
    await destination.write('photos/2026/holiday.jpg', chunksOf(Buffer.from('1')));
    const { published, unpublished } = await listPackageRefs(destination);
    expect(published).toEqual([]);
    expect(unpublished.map(({ backupId }) => backupId).sort()).toEqual([
      'backup_a',
      'snapshot_before_restore_a',
    ]);
  });

  it('throws where the listing fails', async () => {
    destination.faults = { failList: true };
    await expect(listPackages(destination, ours)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  it('throws where the storage fails while a manifest is read', async () => {
    await make('crm', 'backup_a', '2026-03-01T10:00:00.000Z');
    destination.faults = { failReadAfterBytes: 1 };
    await expect(listPackages(destination, ours)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  it('does not find a package that was deleted', async () => {
    await make(REF.appId, REF.backupId, '2026-03-01T10:00:00.000Z');
    await deletePackage(destination, REF);
    await deletePackage(destination, REF);
    expect(await destination.list('')).toEqual([]);
    expect((await listPackages(destination, ours)).packages).toEqual([]);
  });
});
