import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { HoldfastError } from '../errors/holdfast-error.js';
import { exportPackage } from '../package/export-package.js';
import { packagePrefix, type PackageRef } from '../package/package-layout.js';
import { captureOutput } from '../pipeline/capture-output.js';
import { program } from '../testing/fixture-programs.js';
import { signAnew, stripSignature } from '../testing/forge-package.js';
import { importWorld, type ImportWorld } from '../testing/import-world.js';
import { inPieces, tarByProgram } from '../testing/make-tar.js';
import { codecWithKey, fixtureRunner, REF } from '../testing/package-fixture.js';

const LONG: PackageRef = { appId: 'a'.repeat(200), backupId: `backup_${'b'.repeat(193)}` };
const PREFIX = packagePrefix(REF);

describe('importing a package', () => {
  let world: ImportWorld;

  beforeEach(async () => {
    world = await importWorld();
  });
  afterEach(() => world.dispose());

  describe('of our own', () => {
    it.each([REF, LONG])('brings back what was exported, byte for byte', async (ref) => {
      const { manifest, checksum } = await world.publish({ ref, hasGlobals: true });
      const [before] = await world.listed();
      await cp(world.pathOf(ref), join(world.directory.path, 'before'), { recursive: true });
      let bytes = 0;
      const tar = await world.carryAway(ref);
      const imported = await world.take(inPieces(tar), { onBytes: (soFar) => (bytes = soFar) });
      expect(imported).toEqual({ ...before, ...ref, manifest, checksum, level: 'readable', drill: null });
      expect(imported.authenticity).toBe('own');
      const diff = program('/usr/bin/diff', '-r', join(world.directory.path, 'before'), world.pathOf(ref));
      expect(await captureOutput(fixtureRunner, diff)).toBe('');
      expect(bytes).toBe(tar.length);
      expect(world.drills).toEqual([]);
    });

    it.each([
      ['--format=gnu', REF.appId],
      ['--format=pax', REF.appId],
      ['--format=ustar', `./${REF.appId}`],
      [
        '--format=gnu',
        `${PREFIX}/manifest.json`,
        `${PREFIX}/SHA256SUMS`,
        `${PREFIX}/manifest.json.sig`,
        `${PREFIX}/db.dump.zst.age`,
      ],
    ])('takes a tar made by GNU tar with %s of %s', async (...args) => {
      await world.publish();
      const tar = await tarByProgram(world.directory.path, await world.moveAside(), ...args);
      await expect(world.take(tar)).resolves.toMatchObject({
        ...REF,
        authenticity: 'own',
        level: 'readable',
      });
      expect(await world.listed()).toHaveLength(1);
    });

    it.each(['--format=gnu', '--format=pax'])('takes names too long for ustar with %s', async (format) => {
      await world.publish({ ref: LONG });
      const aside = join(world.directory.path, 'aside');
      await cp(world.destination.location, aside, { recursive: true });
      await rm(world.pathOf(LONG), { recursive: true });
      const tar = await tarByProgram(world.directory.path, aside, format, LONG.appId);
      await expect(world.take(tar)).resolves.toMatchObject(LONG);
    });

    it('never touches a package that is there already', async () => {
      await world.publish();
      const { stream } = await exportPackage(world.destination, REF);
      await expect(world.take(stream as AsyncIterable<Buffer>)).rejects.toMatchObject({
        code: 'INVALID_STATE',
        message: expect.stringContaining(REF.backupId) as string,
      });
      expect(await world.listed()).toHaveLength(1);
    });

    it('is not done twice at a time', async () => {
      await world.publish();
      const tar = await world.carryAway();
      const results = await Promise.allSettled([world.take(inPieces(tar)), world.take(inPieces(tar))]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(await world.listed()).toHaveLength(1);
      await rm(world.pathOf(REF), { recursive: true });
      await expect(world.take(inPieces(tar))).resolves.toMatchObject(REF);
    });

    it('tells which base is missing', async () => {
      const baseRaw = { sizeBytes: 1, sha256: '0'.repeat(64) };
      await world.publish({ delta: { baseBackupId: 'backup_base', baseRaw, segmentCount: 1 } });
      await expect(world.take(inPieces(await world.carryAway()))).rejects.toMatchObject({
        code: 'PARENT_MISSING',
        message: expect.stringContaining('backup_base') as string,
      });
      expect(await world.keptCount()).toBe(0);
    });
  });

  describe('of others', () => {
    it('is refused where it is not signed', async () => {
      await world.publish({ isSigned: false });
      await expect(world.take(inPieces(await world.carryAway()))).rejects.toMatchObject({
        code: 'PACKAGE_NOT_TRUSTED',
      });
      expect(await world.keptCount()).toBe(0);
    });

    it.each<[string, (path: string) => Promise<void>]>([
      ['unsigned', stripSignature],
      [
        'foreign',
        async (path) => signAnew(path, (await codecWithKey(world.directory.path, 'another')).keyring),
      ],
    ])(
      'is refused where it is %s, and drilled before it exists once acknowledged',
      async (authenticity, forge) => {
        await world.publish();
        await forge(world.pathOf(REF));
        const tar = await world.carryAway();
        await expect(world.take(inPieces(tar))).rejects.toMatchObject({ code: 'PACKAGE_NOT_TRUSTED' });
        expect(await world.keptCount()).toBe(0);
        const imported = await world.take(inPieces(tar), { isForeignAcknowledged: true });
        expect(imported).toMatchObject({ authenticity, level: 'matched', drill: { level: 'matched' } });
        expect(world.drills).toMatchObject([{ request: REF, existedBefore: false }]);
      },
    );

    it('is refused where its drill fails', async () => {
      await world.publish({ isSigned: false });
      const failing = () => Promise.reject(new HoldfastError('DRILL_FAILED', 'It did not load.'));
      const tar = inPieces(await world.carryAway());
      const taking = world.take(tar, { isForeignAcknowledged: true }, world.adapters, failing);
      await expect(taking).rejects.toMatchObject({
        code: 'DRILL_FAILED',
      });
      expect(await world.keptCount()).toBe(0);
    });

    it('is refused where no key of ours opens it, naming the one that would', async () => {
      await world.publish();
      const { keyring } = await codecWithKey(world.directory.path, 'another');
      const recipient = world.keyring.currentRecipients()[0] ?? '';
      const adapters = { ...world.adapters, keyring: () => keyring };
      const taking = world.take(inPieces(await world.carryAway()), { isForeignAcknowledged: true }, adapters);
      await expect(taking).rejects.toMatchObject({
        code: 'KEY_MISSING',
        message: expect.stringContaining(recipient) as string,
      });
      expect(await world.keptCount()).toBe(0);
    });
  });

  describe('that is damaged', () => {
    it.each([
      ['db.dump.zst.age', 'BACKUP_CORRUPTED'],
      ['SHA256SUMS', 'BACKUP_CORRUPTED'],
      ['manifest.json.sig', 'BACKUP_CORRUPTED'],
    ])('is refused, naming %s, where that was changed or is missing', async (name, code) => {
      await world.publish();
      const aside = await world.moveAside();
      const path = join(aside, PREFIX, name);
      const bytes = await readFile(path);
      bytes[9] = (bytes[9] ?? 0) ^ 1;
      await writeFile(path, bytes);
      const refused = { code, message: expect.stringContaining(name) as string };
      await expect(
        world.take(await tarByProgram(world.directory.path, aside, REF.appId)),
      ).rejects.toMatchObject(refused);
      await rm(path);
      await expect(
        world.take(await tarByProgram(world.directory.path, aside, REF.appId)),
      ).rejects.toMatchObject(refused);
      expect(await world.keptCount()).toBe(0);
    });

    it.each([0.1, 0.5, 0.9])('is refused where only %s of it arrived', async (share) => {
      await world.publish();
      const tar = await world.carryAway();
      await expect(world.take(inPieces(tar.subarray(0, tar.length * share)))).rejects.toMatchObject({
        code: 'VALIDATION_FAILED',
      });
      expect(await world.keptCount()).toBe(0);
    });

    it('is refused, or taken exactly as it was, wherever a byte of a tar header is hit', async () => {
      await world.publish();
      const before = join(world.directory.path, 'before');
      await cp(world.pathOf(REF), before, { recursive: true });
      const tar = await world.carryAway();
      let refusedCount = 0;
      for (let at = 0; at < 512; at += 7) {
        const changed = Buffer.from(tar);
        changed[at] = (changed[at] ?? 0) ^ 1;
        const isRefused = await world.take(inPieces(changed, 64_000)).then(
          () => false,
          (error: unknown) => error instanceof HoldfastError,
        );
        if (isRefused) {
          refusedCount += 1;
          expect(await world.keptCount()).toBe(0);
          continue;
        }
        await captureOutput(fixtureRunner, program('/usr/bin/diff', '-r', before, world.pathOf(REF)));
        await rm(world.pathOf(REF), { recursive: true });
      }
      expect(refusedCount).toBeGreaterThan(70);
    });
  });
});
