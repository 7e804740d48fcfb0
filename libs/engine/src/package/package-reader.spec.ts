import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { LocalDestination } from '../destinations/local/local-destination.js';
import type { Manifest } from '../domain/manifest.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { captureOutput } from '../pipeline/capture-output.js';
import type { Inspector } from '../ports/component-driver.js';
import { FaultyDestination, type Faults } from '../testing/faulty-destination.js';
import { fixture, program } from '../testing/fixture-programs.js';
import { blindInspector, codecWithKey, fixtureRunner, makePackage, REF } from '../testing/package-fixture.js';
import { temporaryDirectory, type TemporaryDirectory } from '../testing/temporary-directory.js';
import { NativeCodec } from '../tools/native-codec.js';
import { readObject, type ReadObjectRequest } from './package-reader.js';

const never = new AbortController().signal;
const RAW_BYTES = 3_000_000;
const rawContent = Buffer.alloc(Math.ceil(RAW_BYTES / 65536) * 65536);
for (let at = 0; at < rawContent.length; at += 65536) rawContent.fill('holdfast ', at, at + 65536);
const raw = {
  sizeBytes: RAW_BYTES,
  sha256: createHash('sha256').update(rawContent.subarray(0, RAW_BYTES)).digest('hex'),
};

describe('a stored package', () => {
  let directory: TemporaryDirectory;
  let destination: FaultyDestination;
  let manifest: Manifest;
  let keys: Awaited<ReturnType<typeof codecWithKey>>;

  async function publish(isEncrypted: boolean): Promise<void> {
    keys = await codecWithKey(directory.path);
    const recipients = isEncrypted ? keys.keyring.currentRecipients() : [];
    const producer = fixture('produce', String(RAW_BYTES));
    ({ manifest } = await makePackage({ destination, codec: keys.codec, recipients, producer, raw }));
  }

  beforeEach(async () => {
    directory = await temporaryDirectory();
    destination = new FaultyDestination(new LocalDestination(join(directory.path, 'store')));
    await destination.prepare();
    await publish(true);
  });
  afterEach(() => directory.dispose());

  function pathOf(objectName: string): string {
    return destination.locate(`${REF.appId}/${REF.backupId}/${objectName}`);
  }

  function read(rest: Partial<ReadObjectRequest> = {}) {
    const [component] = manifest.components;
    if (component === undefined) throw new Error('The manifest has no component.');
    const { codec } = keys;
    const inspector = blindInspector();
    const fixed = {
      destination,
      runner: fixtureRunner,
      codec,
      ref: REF,
      component,
      inspector,
      workPath: directory.path,
      signal: never,
    };
    return readObject({ ...fixed, ...rest });
  }

  describe('its object', () => {
    it.each([true, false])('opens to the raw bytes (encrypted: %s)', async (isEncrypted) => {
      await destination.remove(`${REF.appId}/${REF.backupId}/manifest.json`);
      await destination.remove(`${REF.appId}/${REF.backupId}/SHA256SUMS`);
      await destination.remove(`${REF.appId}/${REF.backupId}/db.dump.zst.age`);
      await publish(isEncrypted);
      const spoolPath = join(directory.path, 'spool');
      const counts: number[] = [];
      const result = await read({ spoolPath, onBytes: (bytes) => counts.push(bytes) });
      const { name, ...stored } = manifest.components[0]?.object ?? { name: '' };
      expect(name).toBe(isEncrypted ? 'db.dump.zst.age' : 'db.dump.zst');
      expect(result).toMatchObject({ raw, stored });
      expect((await readFile(spoolPath)).equals(rawContent.subarray(0, RAW_BYTES))).toBe(true);
      expect((await stat(spoolPath)).mode & 0o777).toBe(0o600);
      expect(counts.at(-1)).toBe(result.stored.sizeBytes);
    });

    it.each<[string, (size: number) => Faults]>([
      ['first byte flipped', () => ({ flipReadByteAt: 0 })],
      ['byte in its header flipped', () => ({ flipReadByteAt: 60 })],
      ['byte in its middle flipped', (size) => ({ flipReadByteAt: Math.floor(size / 2) })],
      ['last byte flipped', (size) => ({ flipReadByteAt: size - 1 })],
      ['last byte cut', (size) => ({ truncateReadAt: size - 1 })],
      ['second half cut', (size) => ({ truncateReadAt: Math.floor(size / 2) })],
      ['whole content cut', () => ({ truncateReadAt: 0 })],
    ])('is called damaged with its %s', async (_case, faults) => {
      destination.faults = faults(manifest.components[0]?.object.sizeBytes ?? 0);
      await expect(read({ spoolPath: join(directory.path, 'spool') })).rejects.toMatchObject({
        code: 'BACKUP_CORRUPTED',
        message: expect.stringContaining('db.dump.zst.age') as string,
      });
      expect(await readdir(directory.path)).not.toContain('spool');
    });

    it('is called damaged where bytes were appended', async () => {
      await writeFile(pathOf('db.dump.zst.age'), 'more', { flag: 'a' });
      await expect(read()).rejects.toMatchObject({
        code: 'BACKUP_CORRUPTED',
        message: expect.stringContaining('db.dump.zst.age') as string,
      });
    });

    it('is called damaged where it was swapped for another that opens', async () => {
      const other = { ...REF, backupId: 'backup_other' };
      const recipients = keys.keyring.currentRecipients();
      const producer = fixture('produce', '10');
      await makePackage({ destination, codec: keys.codec, recipients, producer, raw, ref: other });
      const otherPath = destination.locate(`crm/${other.backupId}/db.dump.zst.age`);
      await writeFile(pathOf('db.dump.zst.age'), await readFile(otherPath));
      const picky: Inspector = {
        write: () => undefined,
        end: () => {
          throw new HoldfastError('BACKUP_CORRUPTED', 'This is another dump.');
        },
      };
      const damaged = {
        code: 'BACKUP_CORRUPTED',
        message: expect.stringContaining('db.dump.zst.age') as string,
      };
      await expect(read()).rejects.toMatchObject(damaged);
      await expect(read({ inspector: picky })).rejects.toMatchObject(damaged);
    });

    it('is called damaged where it is missing', async () => {
      await destination.remove(`${REF.appId}/${REF.backupId}/db.dump.zst.age`);
      await expect(read()).rejects.toMatchObject({
        code: 'BACKUP_CORRUPTED',
        message: expect.stringContaining('db.dump.zst.age') as string,
      });
    });

    it('needs its key: with another one it is not called damaged', async () => {
      const { codec } = await codecWithKey(directory.path, 'another');
      await expect(read({ codec })).rejects.toMatchObject({
        code: 'KEY_MISSING',
        hint: expect.stringContaining('recovery kit') as string,
      });
    });

    it('is called damaged rather than locked where it is both', async () => {
      const { codec } = await codecWithKey(directory.path, 'another');
      destination.faults = { flipReadByteAt: 1_000 % (manifest.components[0]?.object.sizeBytes ?? 1) };
      await expect(read({ codec })).rejects.toMatchObject({ code: 'BACKUP_CORRUPTED' });
    });

    it('is not called damaged where the storage fails', async () => {
      destination.faults = { failReadAfterBytes: 1 };
      await expect(read()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    });

    it('is not called damaged where a program is missing', async () => {
      const { keyringPath } = keys;
      const programs = { zstdProgram: '/usr/bin/zstd', ageProgram: '/nonexistent/age' };
      const reading = read({ codec: new NativeCodec({ ...programs, keyringPath, threads: 1 }) });
      await expect(reading).rejects.toMatchObject({ code: 'TOOL_MISSING' });
    });

    it('throws the inspector’s error where the stored bytes are intact', async () => {
      const refused = new HoldfastError('BACKUP_CORRUPTED', 'This is no dump.');
      const inspector: Inspector = {
        write: () => {
          throw refused;
        },
        end: blindInspector().end,
      };
      await expect(read({ inspector })).rejects.toBe(refused);
    });

    it('is not read on after a cancel, and leaves no spool', async () => {
      const controller = new AbortController();
      const inspector: Inspector = { write: () => controller.abort(), end: blindInspector().end };
      const spoolPath = join(directory.path, 'spool');
      const reading = read({ inspector, spoolPath, signal: controller.signal });
      await expect(reading).rejects.toMatchObject({ code: 'CANCELED' });
      expect(await readdir(directory.path)).not.toContain('spool');
    });
  });

  // Mounting takes root: so it is on the build machines. Elsewhere this one is reported as skipped.
  (process.getuid?.() === 0 ? it : it.skip)('says that the work directory is full', async () => {
    const small = join(directory.path, 'small');
    await mkdir(small);
    await captureOutput(fixtureRunner, program('/bin/mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small));
    const error: unknown = await read({ spoolPath: join(small, 'spool') }).catch((reason: unknown) => reason);
    const left = await readdir(small);
    await captureOutput(fixtureRunner, program('/bin/umount', small));
    expect(error).toMatchObject({ code: 'STORAGE_FULL', message: expect.stringContaining(small) as string });
    expect(left).toEqual([]);
  });
});
