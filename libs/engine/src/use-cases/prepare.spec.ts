import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { packagePrefix, type PackageRef } from '../package/package-layout.js';
import type { Destination } from '../ports/destination.js';
import { FaultyDestination } from '../testing/faulty-destination.js';
import { fixtureRunner, REF } from '../testing/package-fixture.js';
import { packageWorld, type PackageWorld } from '../testing/package-world.js';
import { addIdentity, openKeyring, type OpenKeyringOptions } from '../tools/age-keyring.js';
import { systemClock } from '../tools/system-clock.js';
import { prepare } from './prepare.js';
import { verifyBackup } from './verify-backup.js';

const LATER: PackageRef = { ...REF, backupId: 'backup_crm_default_20260302_100000' };

describe('the start of the engine', () => {
  let world: PackageWorld;

  beforeEach(async () => {
    world = await packageWorld();
  });
  afterEach(() => world.dispose());

  function options(mayCreate: boolean): OpenKeyringOptions {
    return {
      path: world.keyringPath,
      encryptionKey: null,
      encryptionKeyId: null,
      mayCreate,
      runner: fixtureRunner,
      ageKeygenProgram: '/usr/bin/age-keygen',
      clock: systemClock,
    };
  }

  function start(destination: Destination = world.destination) {
    return prepare({
      destination,
      workPath: join(world.directory.path, 'work'),
      findCodec: () => Promise.resolve(world.codec),
      openKeyring: (mayCreate) => openKeyring(options(mayCreate)),
    });
  }

  /** As somebody would who “tidies up” the keyring. */
  async function forgetKey(id: string): Promise<void> {
    const lines = (await readFile(world.keyringPath, 'utf8')).split('\n');
    const at = lines.indexOf(`# public key: ${id}`);
    lines.splice(at, 2);
    await writeFile(world.keyringPath, lines.join('\n'));
  }

  it('goes well after a rotation, and old packages stay ours and readable', async () => {
    await world.publish();
    const rotated = await addIdentity(options(false));
    const { keyring } = await start();
    expect(keyring.keys()).toEqual(rotated.keys());
    const { signal } = new AbortController();
    const adapters = { ...world.adapters, keyring: () => keyring };
    const verified = await verifyBackup(adapters, {
      ...REF,
      level: 'readable',
      onProgress: () => undefined,
      signal,
    });
    expect(keyring.isOwnSigningKey(verified.signature?.publicKey ?? '')).toBe(true);
  });

  it('is refused where the key of an old package was taken out after a rotation, naming both', async () => {
    await world.publish();
    const [oldId = ''] = world.keyring.currentRecipients();
    await addIdentity(options(false));
    await forgetKey(oldId);
    await expect(start()).rejects.toMatchObject({
      code: 'KEY_MISSING',
      message: expect.stringMatching(new RegExp(`${REF.backupId}.*${oldId}`)) as string,
    });
  });

  it('makes a keyring where nothing was ever encrypted', async () => {
    await world.publish({ isEncrypted: false });
    await rm(world.keyringPath);
    const { keyring } = await start();
    expect(keyring.keys()).toHaveLength(1);
  });

  it('never makes a keyring while a package is encrypted', async () => {
    await world.publish({ isEncrypted: false });
    await world.publish({ ref: LATER });
    await rm(world.keyringPath);
    await expect(start()).rejects.toMatchObject({ code: 'KEY_MISSING' });
    await expect(readFile(world.keyringPath)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('never makes a keyring while it cannot tell whether a package is encrypted', async () => {
    await world.publish();
    await rm(world.keyringPath);
    await writeFile(world.destination.locate(`${packagePrefix(REF)}/manifest.json`), '{}');
    await expect(start()).rejects.toMatchObject({ code: 'KEY_MISSING' });
    const failing = new FaultyDestination(world.destination, { failReadAfterBytes: 1 });
    await expect(start(failing)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await expect(readFile(world.keyringPath)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('goes well with a damaged package while the keyring is there', async () => {
    await world.publish();
    await writeFile(world.destination.locate(`${packagePrefix(REF)}/manifest.json`), '{}');
    await expect(start()).resolves.toMatchObject({ codec: world.codec });
  });
});
