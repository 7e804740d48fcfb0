import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { captureOutput } from '../pipeline/capture-output.js';
import { FaultyDestination } from '../testing/faulty-destination.js';
import { eventually, program } from '../testing/fixture-programs.js';
import { fixtureRunner, makePackage, REF } from '../testing/package-fixture.js';
import { packageWorld, type PackageWorld } from '../testing/package-world.js';
import { exportPackage } from './export-package.js';
import { packagePrefix, type PackageRef } from './package-layout.js';
import { tarHeader } from './tar-header.js';

describe('a package as a tar', () => {
  let world: PackageWorld;

  beforeEach(async () => {
    world = await packageWorld();
  });
  afterEach(() => world.dispose());

  async function download(ref: PackageRef = REF): Promise<string> {
    const exported = await exportPackage(world.destination, ref);
    const path = join(world.directory.path, exported.fileName);
    await pipeline(exported.stream, createWriteStream(path));
    expect((await stat(path)).size).toBe(exported.sizeBytes);
    return path;
  }

  function run(path: string, ...args: string[]): Promise<string> {
    return captureOutput(fixtureRunner, program(path, ...args));
  }

  it.each<[string, PackageRef]>([
    ['short ids', REF],
    ['ids that ustar splits', { appId: 'crm', backupId: `backup_${'x'.repeat(93)}` }],
    ['ids that need a pax header', { appId: 'a'.repeat(200), backupId: `backup_${'b'.repeat(193)}` }],
  ])('is unpacked by the program tar to where it lay, with %s', async (_case, ref) => {
    await world.publish({ ref });
    const tarPath = await download(ref);
    const target = join(world.directory.path, 'unpacked');
    await mkdir(target);
    await run('/usr/bin/tar', '-xf', tarPath, '-C', target);
    const original = world.destination.locate(packagePrefix(ref));
    expect(await run('/usr/bin/diff', '-r', original, join(target, packagePrefix(ref)))).toBe('');
  });

  it('has the manifest at its end, where half a download does not reach', async () => {
    await world.publish();
    const listed = (await run('/usr/bin/tar', '-tf', await download())).trimEnd().split('\n');
    const names = ['db.dump.zst.age', 'SHA256SUMS', 'manifest.json.sig', 'manifest.json'];
    expect(listed).toEqual(names.map((name) => `${packagePrefix(REF)}/${name}`));
  });

  it('holds no signature of a package that is not signed', async () => {
    await world.publish({ isSigned: false });
    expect(await run('/usr/bin/tar', '-tf', await download())).not.toContain('.sig');
  });

  it('is the same whenever it is made', async () => {
    await world.publish();
    const sha256 = async () =>
      createHash('sha256')
        .update(await readFile(await download()))
        .digest('hex');
    expect(await sha256()).toBe(await sha256());
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ['has fewer bytes', async (path) => truncate(path, 100)],
    ['has more bytes', async (path) => writeFile(path, Buffer.alloc(100_000), { flag: 'a' })],
    ['has other bytes', async (path) => flip(path, 50)],
  ])('fails before its end where an object %s than the manifest says', async (_case, damage) => {
    await world.publish();
    await damage(world.destination.locate(`${packagePrefix(REF)}/db.dump.zst.age`));
    const { stream } = await exportPackage(world.destination, REF);
    const read = { bytes: Buffer.alloc(0) };
    const reading = (async () => {
      for await (const chunk of stream) read.bytes = Buffer.concat([read.bytes, chunk as Buffer]);
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'BACKUP_CORRUPTED',
      message: expect.stringContaining('db.dump.zst.age') as string,
    });
    expect(read.bytes.includes('manifest.json')).toBe(false);
  });

  it('closes the object that it reads where the download is broken off', async () => {
    const storage = new CountingDestination(world.destination);
    const { codec } = world;
    const producer = program('/usr/bin/head', '-c', '5000000', '/dev/urandom');
    const raw = { sizeBytes: 5_000_000, sha256: '0'.repeat(64) };
    await makePackage({ destination: storage, codec, recipients: [], producer, raw });
    const { stream } = await exportPackage(storage, REF);
    let bytes = 0;
    for await (const chunk of stream) {
      bytes += (chunk as Buffer).length;
      if (bytes > 1_000_000) break;
    }
    await eventually(() => storage.openCount === 0);
    expect(storage.readKeys.at(-1)).toBe(`${packagePrefix(REF)}/db.dump.zst`);
  });

  it('is not made of a backup that does not exist', async () => {
    await expect(exportPackage(world.destination, REF)).rejects.toMatchObject({ code: 'BACKUP_NOT_FOUND' });
  });
});

describe('the header of a file beyond 8 GiB', () => {
  it('is understood by the program tar', async () => {
    const entry = { path: 'crm/backup_a/db.dump', sizeBytes: 20_000_000_000, modifiedAt: new Date(0) };
    const world = await packageWorld();
    try {
      const path = join(world.directory.path, 'large.tar');
      await writeFile(path, tarHeader(entry));
      const list = program('/bin/sh', '-c', 'tar -tvf "$1" 2>/dev/null || true', 'sh', path);
      expect(await captureOutput(fixtureRunner, list)).toContain(
        '20000000000 1970-01-01 00:00 crm/backup_a/db.dump',
      );
    } finally {
      await world.dispose();
    }
  });
});

class CountingDestination extends FaultyDestination {
  openCount = 0;
  readonly readKeys: string[] = [];

  override async read(key: string): Promise<Readable> {
    const stream = await super.read(key);
    this.openCount += 1;
    this.readKeys.push(key);
    return stream.once('close', () => (this.openCount -= 1));
  }
}

async function flip(path: string, at: number): Promise<void> {
  const bytes = await readFile(path);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(path, bytes);
}
