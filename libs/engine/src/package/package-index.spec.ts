import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { LocalDestination } from '../destinations/local/local-destination.js';
import type { Manifest } from '../domain/manifest.js';
import { fixture } from '../testing/fixture-programs.js';
import { codecWithKey, makePackage, REF } from '../testing/package-fixture.js';
import { temporaryDirectory, type TemporaryDirectory } from '../testing/temporary-directory.js';
import { readManifest } from './package-reader.js';

describe('the manifest of a stored package', () => {
  let directory: TemporaryDirectory;
  let destination: LocalDestination;
  let manifest: Manifest;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    destination = new LocalDestination(join(directory.path, 'store'));
    await destination.prepare();
    const { codec, keyring } = await codecWithKey(directory.path);
    const recipients = keyring.currentRecipients();
    const raw = { sizeBytes: 1000, sha256: '0'.repeat(64) };
    ({ manifest } = await makePackage({
      destination,
      codec,
      recipients,
      producer: fixture('produce', '1000'),
      raw,
    }));
  });
  afterEach(() => directory.dispose());

  async function edit(objectName: string, change: (text: string) => string): Promise<void> {
    const path = destination.locate(`${REF.appId}/${REF.backupId}/${objectName}`);
    await writeFile(path, change(await readFile(path, 'utf8')));
  }

  it('is read back as it was published', async () => {
    expect(await readManifest(destination, REF)).toEqual(manifest);
  });

  it('is missed where there is no such backup', async () => {
    const reading = readManifest(destination, { ...REF, backupId: 'backup_gone' });
    await expect(reading).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });

  it.each<[string, (text: string) => string, string]>([
    ['that is cut', (text) => text.slice(0, -20), 'not JSON'],
    ['that is empty', () => '', 'not JSON'],
    ['of another backup', (text) => text.replace(REF.backupId, 'backup_other'), 'backup_other'],
    ['of another application', (text) => text.replace('"appId": "crm"', '"appId": "wiki"'), 'wiki'],
    ['with a field too many', (text) => text.replace('{', '{"more": 1,'), 'more'],
    [
      'with a path for an object',
      (text) => text.replace('"db.dump', '"../db.dump'),
      'components.0.object.name',
    ],
    [
      'of a later format',
      (text) => text.replace('"formatVersion": 1', '"formatVersion": 2'),
      'format version 2',
    ],
  ])('is refused, saying why, %s', async (_case, change, named) => {
    await edit('manifest.json', change);
    await expect(readManifest(destination, REF)).rejects.toMatchObject({
      code: 'PACKAGE_INVALID',
      message: expect.stringContaining(named) as string,
    });
  });

  it.each<[string, string, (text: string) => string, string]>([
    [
      'has another hash',
      'SHA256SUMS',
      (text) => text.replace(/^./, (c) => (c === 'a' ? 'b' : 'a')),
      'db.dump.zst.age',
    ],
    ['has no line', 'SHA256SUMS', () => '', 'db.dump.zst.age'],
    ['has a line too many', 'SHA256SUMS', (text) => `${text}${'0'.repeat(64)}  extra\n`, 'extra'],
    ['is cut', 'SHA256SUMS', (text) => text.slice(0, -1), 'SHA256SUMS'],
    ['is no list', 'SHA256SUMS', () => 'hello\n', 'SHA256SUMS'],
  ])('is refused where the list of checksums %s', async (_case, name, change, named) => {
    await edit(name, change);
    await expect(readManifest(destination, REF)).rejects.toMatchObject({
      code: 'BACKUP_CORRUPTED',
      message: expect.stringContaining(named) as string,
    });
  });

  it('is refused where the list of checksums is missing', async () => {
    await destination.remove(`${REF.appId}/${REF.backupId}/SHA256SUMS`);
    await expect(readManifest(destination, REF)).rejects.toMatchObject({
      code: 'BACKUP_CORRUPTED',
      message: expect.stringContaining('SHA256SUMS') as string,
    });
  });

  it.each(['manifest.json', 'SHA256SUMS'])(
    'is refused whichever single byte of %s is changed',
    async (name) => {
      const path = destination.locate(`${REF.appId}/${REF.backupId}/${name}`);
      const original = await readFile(path);
      const accepted: number[] = [];
      for (let at = 0; at < original.length; at += 1) {
        const changed = Buffer.from(original);
        changed[at] = (changed[at] as number) ^ 1;
        await writeFile(path, changed);
        await readManifest(destination, REF).then(
          () => accepted.push(at),
          () => undefined,
        );
      }
      expect(accepted).toEqual([]);
    },
    60_000,
  );
});
