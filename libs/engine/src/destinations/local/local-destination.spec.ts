import { chmod, mkdir, readdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import { captureOutput } from '../../pipeline/capture-output.js';
import { chunksOf, contentOf, describeDestination } from '../../testing/destination.contract.js';
import { program, testRunner } from '../../testing/fixture-programs.js';
import { temporaryDirectory, type TemporaryDirectory } from '../../testing/temporary-directory.js';
import { LocalDestination } from './local-destination.js';

describeDestination('LocalDestination', async () => {
  const { path, dispose } = await temporaryDirectory();
  const leavePartial = async (key: string) => {
    const directory = join(path, 'store', key, '..');
    await mkdir(directory, { recursive: true });
    await writeFile(join(directory, '.partial-0123456789abcdef'), 'half');
  };
  return { destination: new LocalDestination(join(path, 'store')), leavePartial, dispose };
});

describe('LocalDestination', () => {
  let directory: TemporaryDirectory;
  let destination: LocalDestination;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    destination = new LocalDestination(join(directory.path, 'deep', 'store'));
    await destination.prepare();
  });
  afterEach(() => directory.dispose());

  it('makes its directory and all below it private', async () => {
    await destination.write('crm/b1/x', chunksOf(Buffer.from('1')));
    const modes = ['', 'crm', 'crm/b1', 'crm/b1/x'].map(async (path) => {
      return ((await stat(join(destination.location, path))).mode & 0o777).toString(8);
    });
    expect(await Promise.all(modes)).toEqual(['700', '700', '700', '600']);
  });

  it('leaves no probe behind when it is prepared', async () => {
    await destination.prepare();
    expect(await readdir(destination.location)).toEqual([]);
  });

  it('takes away directories that became empty', async () => {
    await destination.write('crm/b1/x', chunksOf(Buffer.from('1')));
    await destination.write('crm/b2/x', chunksOf(Buffer.from('1')));
    await destination.remove('crm/b1/x');
    expect(await readdir(join(destination.location, 'crm'))).toEqual(['b2']);
    await destination.remove('crm/b2/x');
    expect(await readdir(destination.location)).toEqual([]);
  });

  it('does not follow a symbolic link out of its directory', async () => {
    const outside = join(directory.path, 'outside');
    await mkdir(join(outside, 'b1'), { recursive: true });
    await writeFile(join(outside, 'b1', 'x'), 'not ours');
    await symlink(outside, join(destination.location, 'crm'));
    await expect(destination.write('crm/b2/y', chunksOf(Buffer.from('1')))).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
    await expect(destination.read('crm/b1/x')).rejects.toMatchObject({ code: 'BACKUP_CORRUPTED' });
    expect(await destination.stat('crm/b1/x')).toBeNull();
    expect(await destination.list('crm')).toEqual([]);
    await destination.remove('crm/b1/x');
    expect(await readdir(outside)).toEqual(['b1']);
    expect(await readdir(join(outside, 'b1'))).toEqual(['x']);
  });

  it('does not read an object that is a symbolic link', async () => {
    await writeFile(join(directory.path, 'secret'), 'not ours');
    await mkdir(join(destination.location, 'crm'));
    await symlink(join(directory.path, 'secret'), join(destination.location, 'crm', 'x'));
    await expect(destination.read('crm/x')).rejects.toMatchObject({ code: 'BACKUP_CORRUPTED' });
    expect(await destination.list('')).toEqual([]);
  });

  it('works where its own directory is reached by a symbolic link', async () => {
    await symlink(destination.location, join(directory.path, 'link'));
    const linked = new LocalDestination(join(directory.path, 'link'));
    await linked.prepare();
    await linked.write('crm/b1/x', chunksOf(Buffer.from('1')));
    expect((await contentOf(destination, 'crm/b1/x')).toString()).toBe('1');
    expect(await linked.list('')).toHaveLength(1);
  });

  it('does not take a storage that is gone for an empty one', async () => {
    const gone = new LocalDestination(join(directory.path, 'unmounted'));
    const unavailable = { code: 'STORAGE_UNAVAILABLE' };
    await expect(gone.list('')).rejects.toMatchObject(unavailable);
    await expect(gone.space()).rejects.toMatchObject(unavailable);
    await expect(gone.sweepPartials()).rejects.toMatchObject(unavailable);
    await expect(gone.write('crm/b1/x', chunksOf(Buffer.from('1')))).rejects.toMatchObject(unavailable);
    expect(await readdir(directory.path)).toEqual(['deep']);
  });

  it('says what to do where its directory cannot be made', async () => {
    await writeFile(join(directory.path, 'file'), '');
    const blocked = new LocalDestination(join(directory.path, 'file', 'store'));
    await expect(blocked.prepare()).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      hint: expect.stringContaining('not a directory') as string,
    });
  });

  it('passes over what other programs keep in its directory', async () => {
    await mkdir(join(destination.location, 'lost+found'));
    await writeFile(join(destination.location, 'lost+found', 'x'), 'not ours');
    await writeFile(join(destination.location, '.nfs0001'), 'not ours');
    expect(await destination.list('')).toEqual([]);
    expect(await destination.sweepPartials()).toBe(0);
  });

  it('lets a write go on beside deletions that empty its directories', async () => {
    for (let round = 0; round < 30; round += 1) {
      await destination.write('crm/b1/old', chunksOf(Buffer.from('1')));
      await Promise.all([
        destination.remove('crm/b1/old'),
        destination.write(`crm/b2/new-${round}`, chunksOf(Buffer.from('1'))),
        destination.write('crm/b1/new', chunksOf(Buffer.from('1'))),
      ]);
      await destination.remove('crm/b1/new');
      await destination.remove(`crm/b2/new-${round}`);
    }
    expect(await destination.list('')).toEqual([]);
  });

  it('tells how much space is free', async () => {
    expect((await destination.space()).freeBytes).toBeGreaterThan(1_000_000);
  });
});

// Mounting takes root: so it is on the build machines. Elsewhere these two are reported as skipped.
const describeAsRoot = process.getuid?.() === 0 ? describe : describe.skip;

describeAsRoot('LocalDestination on a small or broken disk', () => {
  const runner = testRunner();
  let directory: TemporaryDirectory;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    await captureOutput(
      runner,
      program('/bin/mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory.path),
    );
  });
  afterEach(async () => {
    await captureOutput(runner, program('/bin/umount', directory.path));
    await directory.dispose();
  });

  it('says that the storage is full, how much is free and where, and leaves nothing', async () => {
    const destination = new LocalDestination(directory.path);
    await destination.prepare();
    await destination.write('crm/b1/small', chunksOf(Buffer.alloc(1000)));
    const tooMuch = Readable.from(Array.from({ length: 50 }, () => Buffer.alloc(100_000)));
    await expect(destination.write('crm/b1/large', tooMuch)).rejects.toMatchObject({
      code: 'STORAGE_FULL',
      message: expect.stringMatching(
        new RegExp(`crm/b1/large.*${directory.path}.*\\d+ bytes free`),
      ) as string,
    });
    expect(tooMuch.destroyed).toBe(true);
    expect(await readdir(join(directory.path, 'crm', 'b1'))).toEqual(['small']);
  });

  it('says that the storage is read-only', async () => {
    const destination = new LocalDestination(directory.path);
    await destination.prepare();
    await captureOutput(runner, program('/bin/mount', '-o', 'remount,ro', directory.path));
    const refused = { code: 'STORAGE_UNAVAILABLE', hint: expect.stringContaining('read-only') as string };
    await expect(destination.write('crm/b1/x', chunksOf(Buffer.from('1')))).rejects.toMatchObject(refused);
    await expect(destination.prepare()).rejects.toMatchObject(refused);
  });
});

describe('LocalDestination without permission', () => {
  it('says who needs it', async () => {
    const { path, dispose } = await temporaryDirectory();
    await mkdir(join(path, 'store'));
    await chmod(join(path, 'store'), 0o500);
    const destination = new LocalDestination(join(path, 'store'));
    const isRoot = process.getuid?.() === 0;
    const dropRights = () => (isRoot ? process.seteuid?.(65534) : undefined);
    await chmod(path, 0o755);
    dropRights();
    const prepared = await destination.prepare().catch((error: unknown) => error);
    if (isRoot) process.seteuid?.(0);
    await dispose();
    expect(prepared).toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      hint: expect.stringContaining('permission') as string,
    });
  });
});
