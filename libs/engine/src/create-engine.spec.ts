import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { createEngine } from './create-engine.js';
import { SILENT_LOGGER } from './testing/drill-adapters.js';
import { SYSTEM_DIRS } from './testing/fixture-programs.js';
import { temporaryDirectory, type TemporaryDirectory } from './testing/temporary-directory.js';
import { systemClock } from './tools/system-clock.js';

describe('an engine whose key is rotated', () => {
  let directory: TemporaryDirectory;

  beforeEach(async () => {
    directory = await temporaryDirectory();
  });
  afterEach(() => directory.dispose());

  const keyringPath = (): string => join(directory.path, 'keyring');

  async function start(encryptionKeyId: string | null = null) {
    const engine = createEngine({
      storagePath: join(directory.path, 'storage'),
      workPath: join(directory.path, 'work'),
      keyringPath: keyringPath(),
      encryptionKey: null,
      encryptionKeyId,
      pgBinDir: null,
      scratchServer: null,
      programPath: SYSTEM_DIRS.join(':'),
      holdfastVersion: '0.1.0',
      clock: systemClock,
      logger: SILENT_LOGGER,
    });
    await engine.prepare();
    return engine;
  }

  it('uses the new key at once, and after the next start', async () => {
    const engine = await start();
    const [before] = engine.keyring.keys();
    const added = await engine.rotateKey();
    expect(added.isCurrent).toBe(true);
    expect(added.id).not.toBe(before?.id);
    expect(engine.keyring.currentRecipients()).toEqual([added.id]);
    expect(engine.keyring.currentSigningPublicKey()).toBe(added.signingPublicKey);
    expect(engine.keyring.isOwnSigningKey(before?.signingPublicKey ?? '')).toBe(true);
    expect((await start()).keyring.keys()).toEqual(engine.keyring.keys());
  });

  it('loses no key where two are added at the same time', async () => {
    const engine = await start();
    const added = await Promise.all([engine.rotateKey(), engine.rotateKey(), engine.rotateKey()]);
    const ids = engine.keyring.keys().map(({ id }) => id);
    expect(ids).toHaveLength(4);
    expect(ids).toEqual(expect.arrayContaining(added.map(({ id }) => id)));
    expect((await readFile(keyringPath(), 'utf8')).match(/AGE-SECRET-KEY-1/g)).toHaveLength(4);
  });

  it('says so where the configuration names the key to use, and stays as it was', async () => {
    const [{ id } = { id: '' }] = (await start()).keyring.keys();
    const engine = await start(id);
    await expect(engine.rotateKey()).rejects.toMatchObject({ code: 'INVALID_STATE' });
    expect(engine.keyring.currentRecipients()).toEqual([id]);
    expect(engine.keyring.keys()).toHaveLength(1);
  });
});
