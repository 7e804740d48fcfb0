import { jest } from '@jest/globals';

import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { BackUpRequest, BackUpResult } from '../../engine.js';
import { type DeltaWorld, startDeltaWorld } from '../../testing/delta-world.js';
import { eventually, fixture, program } from '../../testing/fixture-programs.js';
import type { Codec } from '../../ports/codec.js';
import type { ProcessSpec } from '../../ports/process-runner.js';

const DELTA = 'db.dump.delta.tar.age';
const FULL = 'db.dump.zst.age';

jest.setTimeout(180_000);

let world: DeltaWorld;
let full: BackUpResult;
let first: BackUpResult;
let second: BackUpResult;
beforeAll(async () => {
  world = await startDeltaWorld();
  full = await world.backUp('full', null);
  await world.sql('UPDATE customers SET name = upper(name) WHERE id % 100 = 0');
  first = await world.backUp('incremental', full);
  await world.sql('DELETE FROM visits WHERE id % 100 = 0');
  second = await world.backUp('incremental', first);
  await cp(join(world.root, 'storage'), join(world.root, 'intact'), { recursive: true });
});
afterAll(() => world.stop());
afterEach(async () => {
  world.destination.faults = {};
  await rm(join(world.root, 'storage'), { recursive: true });
  await cp(join(world.root, 'intact'), join(world.root, 'storage'), { recursive: true });
  expect(await readdir(world.adapters.workPath)).toEqual([]);
});

type Harm = (path: string) => Promise<void>;
const changed =
  (change: (bytes: Buffer) => Buffer): Harm =>
  async (path) =>
    writeFile(path, change(await readFile(path)));

const harms: [string, Harm][] = [
  ['flipped', changed((bytes) => flipped(bytes, Math.floor(bytes.length / 2)))],
  ['flipped in its last byte', changed((bytes) => flipped(bytes, bytes.length - 1))],
  ['cut', changed((bytes) => bytes.subarray(0, bytes.length - 1))],
  ['appended to', changed((bytes) => Buffer.concat([bytes, Buffer.from('x')]))],
  ['emptied', changed(() => Buffer.alloc(0))],
  ['missing', (path) => rm(path)],
];

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 1;
  return copy;
}

function links(): [BackUpResult, string][] {
  return [
    [full, FULL],
    [first, DELTA],
    [second, DELTA],
  ];
}

describe('opening a backup of a chain', () => {
  it.each([0, 1, 2].flatMap((index) => harms.map(([how, harm]) => ({ index, how, harm }))))(
    'is refused, naming the object, when the object of link $index is $how',
    async ({ index, harm }) => {
      const [link, name] = links()[index]!;
      await harm(world.pathOf(link.manifest, name));
      const label = index === 2 ? name : `${link.manifest.backupId}/${name}`;
      await expect(world.unpack(second.manifest)).rejects.toMatchObject({
        code: 'BACKUP_CORRUPTED',
        message: expect.stringContaining(label) as string,
      });
    },
  );

  it('is refused when two objects of the chain were swapped', async () => {
    const [a, b] = [world.pathOf(first.manifest, DELTA), world.pathOf(second.manifest, DELTA)];
    const [bytesOfA, bytesOfB] = [await readFile(a), await readFile(b)];
    await writeFile(a, bytesOfB);
    await writeFile(b, bytesOfA);
    await expect(world.unpack(second.manifest)).rejects.toMatchObject({ code: 'BACKUP_CORRUPTED' });
  });

  it('says which backup is missing, and which one needs it', async () => {
    await world.adapters.destination.remove(`crm/${full.manifest.backupId}/manifest.json`);
    await expect(world.unpack(second.manifest)).rejects.toMatchObject({
      code: 'PARENT_MISSING',
      message: expect.stringMatching(
        new RegExp(`${first.manifest.backupId} builds on ${full.manifest.backupId}`),
      ) as string,
    });
  });

  it('is refused when another good backup stands where the base was', async () => {
    const [theirs, ours] = [full, second].map(({ manifest }) =>
      join(world.root, 'storage/crm', manifest.backupId),
    );
    await world.sql('CREATE TABLE another (id int)');
    const other = await world.backUp('full', null, { backupId: 'backup_crm_default_other' });
    await world.sql('DROP TABLE another');
    await rm(theirs!, { recursive: true });
    await mkdir(theirs!);
    for (const name of await readdir(join(world.root, 'storage/crm', other.manifest.backupId)))
      await cp(join(world.root, 'storage/crm', other.manifest.backupId, name), join(theirs!, name));
    expect(await readdir(ours!)).toContain(DELTA);
    await expect(world.unpack(second.manifest)).rejects.toMatchObject({
      code: expect.stringMatching(/BACKUP_CORRUPTED|PACKAGE_INVALID/) as string,
    });
  });
});

describe('backing up on top of another backup', () => {
  const expectFull = ({ manifest, notes }: BackUpResult, why: RegExp, severity = 'warning'): void => {
    expect(manifest).toMatchObject({ type: 'full', parentBackupId: null });
    expect(manifest.components[0]?.delta).toBeNull();
    expect(notes).toMatchObject([
      { code: 'FELL_BACK_TO_FULL', severity, message: expect.stringMatching(why) as string },
    ]);
  };

  it('makes a full one where there is none to build on', async () => {
    expectFull(await world.backUp('differential', null), /no backup yet/, 'info');
  });

  const some = [0, 1, 2].map((index) => [harms[index], harms.at(-1)].map((harm) => ({ index, harm: harm! })));

  it.each(some.flat().map(({ index, harm: [how, harm] }) => ({ index, how, harm })))(
    'makes a full one when the object of link $index is $how',
    async ({ index, harm }) => {
      const [link, name] = links()[index]!;
      await harm(world.pathOf(link.manifest, name));
      const made = await world.backUp('incremental', second);
      expectFull(made, new RegExp(`${link.manifest.backupId}/${name}`));
      await world.unpack(made.manifest);
    },
  );

  it('makes a full one when a manifest of the chain is missing', async () => {
    await world.adapters.destination.remove(`crm/${first.manifest.backupId}/manifest.json`);
    expectFull(await world.backUp('incremental', second), new RegExp(`builds on ${first.manifest.backupId}`));
  });

  it.each<[string, Partial<Codec>]>([
    ['zstd is killed while it compresses a segment', { compressFile: () => killed() }],
    ['zstd is killed while it unpacks a segment', { decompressAgainst: () => killed() }],
    ['what zstd unpacks is something else', { decompressAgainst: () => unpackingZeros() }],
  ])('makes a full one when %s', async (_, changes) => {
    const codec = { ...methodsOf(world.adapters.codec()), ...changes };
    expectFull(await world.backUp('incremental', full, { around: { codec: () => codec } }), /sh|zstd|PGDMP/);
  });

  it('fails as every backup does when the source fails', async () => {
    const driver = world.adapters.drivers.get('postgres')!;
    const dump = () =>
      Promise.resolve({ spec: driverOwned(fixture('fail')), dispose: () => Promise.resolve() });
    const drivers = new Map([['postgres' as const, { ...driver, dump }]]);
    await expect(world.backUp('incremental', full, { around: { drivers } })).rejects.toMatchObject({
      code: expect.not.stringMatching(/BACKUP_CORRUPTED|UNEXPECTED/) as string,
    });
    expect(await storedNow()).toEqual(await storedIntact());
  });

  it('fails as every backup does when the storage is full', async () => {
    world.destination.faults = { failWriteAfterBytes: 1000, keys: /delta/ };
    const clock = {
      ...world.adapters.clock,
      now: () => new Date(),
      monotonicMs: () => 0,
      sleep: () => Promise.resolve(),
    };
    await expect(world.backUp('incremental', full, { around: { clock } })).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
    expect(await storedNow()).toEqual(await storedIntact());
  });

  it.each(['dumping', 'reading-back'] as const)(
    'leaves nothing when it is canceled while %s',
    async (phase) => {
      const stop = new AbortController();
      const onProgress: BackUpRequest['onProgress'] = (progress) => {
        if (progress.phase === phase && (progress.bytesDone ?? 0) > 0) stop.abort();
      };
      await expect(
        world.backUp('incremental', second, { onProgress, signal: stop.signal }),
      ).rejects.toMatchObject({ code: 'CANCELED' });
      expect(await storedNow()).toEqual(await storedIntact());
    },
  );

  it('ends at once when it is canceled while the source is silent', async () => {
    const driver = world.adapters.drivers.get('postgres')!;
    const dump = () =>
      Promise.resolve({ spec: driverOwned(fixture('forever')), dispose: () => Promise.resolve() });
    const drivers = new Map([['postgres' as const, { ...driver, dump }]]);
    const stop = new AbortController();
    const { signal } = stop;
    const running = world.backUp('incremental', second, { signal, around: { drivers } });
    const refused = expect(running).rejects.toMatchObject({ code: 'CANCELED' });
    await eventually(async () =>
      (await readdir(world.adapters.workPath)).some((name) => name.startsWith('delta-')),
    );
    stop.abort();
    await refused;
    expect(await storedNow()).toEqual(await storedIntact());
  });

  async function storedNow(): Promise<string[]> {
    return (await readdir(join(world.root, 'storage'), { recursive: true }))
      .filter((n) => n.includes('.'))
      .sort();
  }
  async function storedIntact(): Promise<string[]> {
    return (await readdir(join(world.root, 'intact'), { recursive: true }))
      .filter((n) => n.includes('.'))
      .sort();
  }
});

function methodsOf(codec: Codec): Codec {
  return {
    compress: (level) => codec.compress(level),
    decompress: () => codec.decompress(),
    compressFile: (...args) => codec.compressFile(...args),
    decompressAgainst: (path) => codec.decompressAgainst(path),
    encrypt: (recipients) => codec.encrypt(recipients),
    decrypt: () => codec.decrypt(),
  };
}

function killed(): ProcessSpec {
  return { ...program('/bin/sh', '-c', 'kill -9 $$'), label: 'zstd' };
}

function unpackingZeros(): ProcessSpec {
  return { ...program('/bin/sh', '-c', 'cat >/dev/null; head -c 1000 /dev/zero'), label: 'zstd' };
}

function driverOwned(spec: ProcessSpec): ProcessSpec {
  return { ...spec, owner: 'driver', label: 'pg_dump' };
}
