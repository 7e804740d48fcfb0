import { createHash } from 'node:crypto';

import { captureOutput } from '../pipeline/capture-output.js';
import { LocalDestination } from '../destinations/local/local-destination.js';
import { contentOf } from '../testing/destination.contract.js';
import { FaultyDestination } from '../testing/faulty-destination.js';
import { fixture, program } from '../testing/fixture-programs.js';
import {
  codecWithKey,
  fixtureRunner,
  makePackage,
  manifestOf,
  NO_SIGNER,
  REF,
} from '../testing/package-fixture.js';
import { temporaryDirectory, type TemporaryDirectory } from '../testing/temporary-directory.js';
import { PackageWriter } from './package-writer.js';

const never = new AbortController().signal;
const raw = { sizeBytes: 1_000_000, sha256: '0'.repeat(64) };
const producer = fixture('produce', '1000000');

describe('PackageWriter', () => {
  let directory: TemporaryDirectory;
  let destination: LocalDestination;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    destination = new LocalDestination(`${directory.path}/store`);
    await destination.prepare();
  });
  afterEach(() => directory.dispose());

  const writerTo = (target = destination as FaultyDestination | LocalDestination) =>
    new PackageWriter({ destination: target, runner: fixtureRunner, ref: REF, keyring: NO_SIGNER });

  async function storedNames(): Promise<string[]> {
    return (await destination.list('')).map(({ key }) => key.split('/').at(-1) ?? '').sort();
  }

  it('makes a package that standard tools check and open', async () => {
    const { codec, keyring, keyringPath } = await codecWithKey(directory.path);
    await makePackage({ destination, codec, recipients: keyring.currentRecipients(), producer, raw });
    const path = destination.locate(`${REF.appId}/${REF.backupId}`);
    const shell = 'cd "$1" && sha256sum -c SHA256SUMS && age -d -i "$2" db.dump.zst.age | zstd -d | wc -c';
    const said = await captureOutput(fixtureRunner, program('/bin/sh', '-c', shell, 'sh', path, keyringPath));
    expect(said).toBe('db.dump.zst.age: OK\nmanifest.json: OK\n1000000\n');
  });

  it('tells the size of the package and the checksum of its checksums', async () => {
    const { codec } = await codecWithKey(directory.path);
    const made = await makePackage({ destination, codec, recipients: [], producer, raw });
    const sums = await contentOf(destination, `${REF.appId}/${REF.backupId}/SHA256SUMS`);
    expect(made.checksum).toBe(createHash('sha256').update(sums).digest('hex'));
    expect(made.sizeBytes).toBe((await destination.space()).usedBytes);
    expect(await storedNames()).toEqual(['SHA256SUMS', 'db.dump.zst', 'manifest.json']);
  });

  it('stores nothing of a producer that was killed', async () => {
    const { codec } = await codecWithKey(directory.path);
    const stages = [fixture('truncate'), codec.compress(3)];
    await expect(
      writerTo().writeObject({ name: 'db.dump.zst', stages, signal: never }),
    ).rejects.toMatchObject({
      root: { label: 'truncate', signal: 'SIGKILL' },
    });
    expect(await storedNames()).toEqual([]);
    expect(await destination.sweepPartials()).toBe(0);
  });

  it('stores nothing of a dump that was canceled', async () => {
    const controller = new AbortController();
    const stages = [fixture('endless')];
    const onBytes = (bytes: number) => {
      if (bytes > 5_000_000) controller.abort();
    };
    const writing = writerTo().writeObject({ name: 'db', stages, onBytes, signal: controller.signal });
    await expect(writing).rejects.toMatchObject({ code: 'CANCELED' });
    expect(await storedNames()).toEqual([]);
    expect(await destination.sweepPartials()).toBe(0);
  });

  it('throws the storage’s error and ends the producer where the storage fails', async () => {
    const faulty = new FaultyDestination(destination, { failWriteAfterBytes: 3_000_000 });
    const writing = writerTo(faulty).writeObject({ name: 'db', stages: [fixture('endless')], signal: never });
    await expect(writing).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(await storedNames()).toEqual([]);
  });

  it('discards also what was stored though the answer got lost', async () => {
    const faulty = new FaultyDestination(destination, { losesWriteAnswer: true });
    const writer = writerTo(faulty);
    const writing = writer.writeObject({ name: 'db', stages: [producer], signal: never });
    await expect(writing).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(await storedNames()).toEqual(['db']);
    await writer.discard();
    await writer.discard();
    expect(await storedNames()).toEqual([]);
  });

  it('leaves no manifest where it could not publish', async () => {
    const { codec } = await codecWithKey(directory.path);
    const faulty = new FaultyDestination(destination, { failWriteAfterBytes: 10, keys: /manifest/ });
    const making = makePackage({ destination: faulty, codec, recipients: [], producer, raw });
    await expect(making).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    expect(await storedNames()).toEqual(['SHA256SUMS', 'db.dump.zst']);
  });

  it.each([
    ['of another object', { name: 'other.dump.zst' }, 'other.dump.zst'],
    ['with another hash', { sha256: 'f'.repeat(64) }, 'db'],
    ['with a size that is none', { sizeBytes: -1 }, 'components.0.object.sizeBytes'],
  ])('does not publish a manifest %s', async (_case, change, named) => {
    const writer = writerTo();
    const object = await writer.writeObject({ name: 'db', stages: [producer], signal: never });
    const manifest = manifestOf({ recipients: [], raw }, { ...object, ...change });
    await expect(writer.publish(manifest)).rejects.toMatchObject({
      code: 'PACKAGE_INVALID',
      message: expect.stringContaining(named) as string,
    });
    expect(await storedNames()).toEqual(['db']);
  });
});
