import { existsSync } from 'node:fs';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { testRunner } from '../../../testing/fixture-programs.js';
import { temporaryDirectory, type TemporaryDirectory } from '../../../testing/temporary-directory.js';
import { makeClusterPlace, recordedPlaces } from './cluster-place.js';

let directory: TemporaryDirectory;

beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(() => directory.dispose());

describe('the place of a throw-away server', () => {
  it('is private, lies in the directory of its drill, and goes as a whole', async () => {
    const place = await makeClusterPlace(testRunner(), directory.path, null, 1);
    expect(place).toMatchObject({ home: join(directory.path, 'server'), socketDirectory: place.home });
    expect((await stat(place.home)).mode & 0o777).toBe(0o700);
    await writeFile(join(place.home, 'file'), '');
    await place.remove();
    expect(existsSync(place.home)).toBe(false);
    await place.remove();
  });

  it('has its socket elsewhere where the path would be too long for one', async () => {
    const long = join(directory.path, 'l'.repeat(100));
    await mkdir(long);
    const place = await makeClusterPlace(testRunner(), long, null, 1);
    expect(Buffer.byteLength(`${place.socketDirectory}/.s.PGSQL.5432`)).toBeLessThan(104);
    expect((await stat(place.socketDirectory)).mode & 0o777).toBe(0o700);
    expect(await recordedPlaces(long)).toEqual([place.home, place.socketDirectory]);
    await place.remove();
    expect(existsSync(place.socketDirectory)).toBe(false);
  });

  it.each(['["/etc", "/var/tmp/holdfast-drill-../../etc"]', '["/v', '{}', '[7]'])(
    'is never anything that a record of ours would not say: %s',
    async (text) => {
      await writeFile(join(directory.path, 'server.json'), text);
      expect(await recordedPlaces(directory.path)).toEqual([]);
    },
  );
});
