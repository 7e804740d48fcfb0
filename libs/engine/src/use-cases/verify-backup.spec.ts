import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createSample } from '../../../../tests/support/sample-database.js';
import type { PackageRef, VerifyRequest } from '../engine.js';
import { objectsOf } from '../package/checksums.js';
import { objectKey } from '../package/package-layout.js';
import { readManifest } from '../package/package-reader.js';
import { type DrillFixture, startDrillFixture } from '../testing/drill-fixture.js';
import { MemoryDestination } from '../testing/memory-destination.js';
import { NEVER } from '../testing/postgres-fixture.js';
import type { Adapters } from './adapters.js';
import { verifyBackup } from './verify-backup.js';

let fixture: DrillFixture;
let ref: PackageRef;

beforeAll(async () => {
  fixture = await startDrillFixture();
  await createSample(fixture.cluster, 'sample', 50);
  ref = await fixture.backUp(['sample']);
}, 60_000);
afterAll(() => fixture.stop());

function request(level: VerifyRequest['level'], changes: Partial<VerifyRequest> = {}): VerifyRequest {
  return { ...ref, level, onProgress: () => undefined, signal: NEVER, ...changes };
}

/** What opens packages is out of reach. */
function withoutKey(): Adapters {
  const unreachable = () => {
    throw new Error('Nothing is to be opened.');
  };
  return { ...fixture.adapters, codec: unreachable, keyring: unreachable };
}

describe('verifying', () => {
  it.each(['hashed', 'readable'] as const)(
    'passes an intact package as %s, and tells each byte',
    async (level) => {
      const seen: [number | null, number | null][] = [];
      const onProgress: VerifyRequest['onProgress'] = ({ bytesDone, bytesTotal }) =>
        seen.push([bytesDone, bytesTotal]);
      const manifest = await verifyBackup(fixture.adapters, request(level, { onProgress }));
      const sizeBytes = manifest.components[0]!.object.sizeBytes;
      expect(seen.at(-1)).toEqual([sizeBytes, sizeBytes]);
    },
  );

  it('needs no key to hash what is stored', async () => {
    await expect(verifyBackup(withoutKey(), request('hashed'))).resolves.toMatchObject(ref);
    await expect(verifyBackup(withoutKey(), request('readable'))).rejects.toThrow('Nothing is to be opened.');
  });

  it('reads the place that is named', async () => {
    const from = new MemoryDestination();
    await expect(verifyBackup(fixture.adapters, request('hashed', { from }))).rejects.toMatchObject({
      code: 'BACKUP_NOT_FOUND',
    });
  });

  it('stops when it is canceled', async () => {
    const canceled = verifyBackup(fixture.adapters, request('hashed', { signal: AbortSignal.abort() }));
    await expect(canceled).rejects.toMatchObject({ code: 'CANCELED' });
  });

  it.each(['hashed', 'readable'] as const)(
    'refuses as not %s whichever object has one flipped bit',
    async (level) => {
      const manifest = await readManifest(fixture.adapters.destination, ref);
      const objects = objectsOf(manifest);
      expect(objects).toHaveLength(2);
      for (const { name } of objects) {
        const path = join(fixture.root, 'storage', objectKey(ref, name));
        const intact = await readFile(path);
        const flipped = Buffer.from(intact);
        flipped[flipped.length - 1]! ^= 1;
        await chmod(path, 0o600);
        await writeFile(path, flipped);
        const error: unknown = await verifyBackup(fixture.adapters, request(level)).catch(
          (thrown: unknown) => thrown,
        );
        await writeFile(path, intact);
        expect(error).toMatchObject({
          code: 'BACKUP_CORRUPTED',
          message: expect.stringContaining(name) as string,
        });
      }
    },
  );
});
