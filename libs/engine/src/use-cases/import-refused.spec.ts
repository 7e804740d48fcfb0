import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { HoldfastError } from '../errors/holdfast-error.js';
import { packagePrefix } from '../package/package-layout.js';
import { FaultyDestination } from '../testing/faulty-destination.js';
import { eventually } from '../testing/fixture-programs.js';
import { importWorld, type ImportWorld } from '../testing/import-world.js';
import { inPieces, tarByProgram, tarOfEntries } from '../testing/make-tar.js';
import { REF } from '../testing/package-fixture.js';

const PREFIX = packagePrefix(REF);

describe('importing something', () => {
  let world: ImportWorld;

  beforeEach(async () => {
    world = await importWorld();
  });
  afterEach(() => world.dispose());

  describe('that is no tar of a package', () => {
    const file = (name: string) => ({ name: `${PREFIX}/${name}`, content: 'x' });

    it.each<[string, Parameters<typeof tarOfEntries>[0], string]>([
      ['an absolute path', [{ name: `/${PREFIX}/db.dump` }], 'no place'],
      ['a path upwards', [{ name: '../../etc/cron.d/x', content: 'x' }], 'no place'],
      ['a path upwards inside', [{ name: `${PREFIX}/../../../x`, content: 'x' }], 'no place'],
      ['a directory upwards', [{ name: '../', type: 'directory' }], 'not a file'],
      ['a hidden file', [file('.bashrc')], 'no place'],
      ['a file too high', [{ name: 'manifest.json', content: '{}' }], 'no place'],
      ['a file too deep', [file('a/b')], 'no place'],
      ['a symbolic link', [{ name: `${PREFIX}/db`, type: 'symlink', linkname: '/etc/passwd' }], 'symlink'],
      ['a hard link', [{ name: `${PREFIX}/db`, type: 'link', linkname: '/etc/passwd' }], 'link'],
      ['a device', [{ name: `${PREFIX}/db`, type: 'character-device' }], 'character-device'],
      ['a pipe', [{ name: `${PREFIX}/db`, type: 'fifo' }], 'fifo'],
      ['a name twice', [file('db.dump'), file('db.dump')], 'twice'],
      [
        'a name twice, once with a dot',
        [file('db.dump'), { ...file('db.dump'), name: `./${PREFIX}/db.dump` }],
        'twice',
      ],
      ['two packages', [file('db.dump'), { name: 'crm/backup_b/db.dump', content: 'x' }], 'backup_b'],
      ['another kind of directory', [{ name: 'crm/metadata/audit.jsonl', content: 'x' }], 'metadata'],
      ['no manifest', [file('db.dump')], 'no manifest.json'],
      ['nothing', [], 'no manifest.json'],
      ['too many entries', Array.from({ length: 1001 }, () => ({ name: 'crm', type: 'directory' })), '1000'],
      ['a terminal’s control characters', [{ name: 'a\u001b[2J/b/c', content: 'x' }], '\\u001b'],
    ])('is refused with %s', async (_case, entries, named) => {
      await expect(world.take(inPieces(await tarOfEntries(entries)))).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        message: expect.stringContaining(named) as string,
      });
      expect(await world.keptCount()).toBe(0);
    });

    it('is refused with a file that the manifest does not describe', async () => {
      await world.publish();
      const aside = await world.moveAside();
      await writeFile(join(aside, PREFIX, 'extra.sh'), 'echo');
      await expect(
        world.take(await tarByProgram(world.directory.path, aside, REF.appId)),
      ).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
        message: expect.stringContaining('extra.sh') as string,
      });
      expect(await world.keptCount()).toBe(0);
    });

    it('is refused where it is compressed or something else', async () => {
      for (const bytes of [Buffer.from('\x1f\x8b\x08'.repeat(1000), 'latin1'), Buffer.from('hello')]) {
        await expect(world.take(inPieces(bytes))).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
      }
      expect(await world.keptCount()).toBe(0);
    });
  });

  describe('that breaks off', () => {
    it('throws what the source throws', async () => {
      await world.publish();
      const tar = await world.carryAway();
      async function* failing(): AsyncGenerator<Buffer> {
        yield* inPieces(tar.subarray(0, 1500));
        throw new HoldfastError('CANCELED', 'The browser went away.');
      }
      await expect(world.take(failing())).rejects.toMatchObject({ message: 'The browser went away.' });
      expect(await world.keptCount()).toBe(0);
    });

    it('ends where it is canceled, and closes the source', async () => {
      await world.publish();
      const tar = await world.carryAway();
      const controller = new AbortController();
      const source = { isClosed: false };
      async function* endless(): AsyncGenerator<Buffer> {
        try {
          yield tar.subarray(0, 1000);
          controller.abort();
          await new Promise((resolve) => setImmediate(resolve));
          yield tar.subarray(1000);
        } finally {
          source.isClosed = true;
        }
      }
      await expect(world.take(endless(), { signal: controller.signal })).rejects.toMatchObject({
        code: 'CANCELED',
      });
      await eventually(() => source.isClosed);
      expect(await world.keptCount()).toBe(0);
    });

    it.each([
      ['an object', /db\.dump/, { failWriteAfterBytes: 100 }],
      ['the checksums', /SHA256SUMS/, { failWriteAfterBytes: 1 }],
      ['the manifest', /manifest\.json$/, { failWriteAfterBytes: 1 }],
      ['the manifest, whose answer is lost', /manifest\.json$/, { losesWriteAnswer: true }],
    ])('keeps nothing where the storage fails at %s', async (_case, keys, faults) => {
      await world.publish();
      const tar = await world.carryAway();
      const destination = new FaultyDestination(world.destination, { ...faults, keys });
      const taking = world.take(inPieces(tar), {}, { ...world.adapters, destination });
      await expect(taking).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
      expect(await world.keptCount()).toBe(0);
    });
  });
});
