import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { isSignedBy } from '../package/manifest-signature.js';
import { testRunner } from '../testing/fixture-programs.js';
import { temporaryDirectory, type TemporaryDirectory } from '../testing/temporary-directory.js';
import { addIdentity, openKeyring, type OpenKeyringOptions } from './age-keyring.js';

describe('rotating the key', () => {
  let directory: TemporaryDirectory;
  let options: OpenKeyringOptions;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    options = {
      path: join(directory.path, 'keyring.txt'),
      encryptionKey: null,
      encryptionKeyId: null,
      mayCreate: true,
      runner: testRunner(),
      ageKeygenProgram: '/usr/bin/age-keygen',
      clock: { now: () => new Date('2026-03-01T10:00:00Z') },
    };
  });
  afterEach(() => directory.dispose());

  it('uses a new key for new packages and keeps the old ones', async () => {
    const before = await openKeyring(options);
    const after = await addIdentity(options);
    expect(after.keys().map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
    expect(after.currentRecipients()).not.toEqual(before.currentRecipients());
    expect(after.canOpen(before.currentRecipients())).toBe(true);
    expect(after.isOwnSigningKey(before.currentSigningPublicKey())).toBe(true);
    expect(after.currentSigningPublicKey()).not.toBe(before.currentSigningPublicKey());
    expect(before.isOwnSigningKey(after.currentSigningPublicKey())).toBe(false);
  });

  it('signs with the new key', async () => {
    await openKeyring(options);
    const after = await addIdentity(options);
    const text = Buffer.from('{}');
    const { publicKey, bytes } = after.sign(text);
    expect(publicKey).toBe(after.keys().at(-1)?.signingPublicKey);
    expect(isSignedBy(publicKey, text, bytes)).toBe(true);
  });

  it('appends to the file, which stays private and is opened alike at the next start', async () => {
    await openKeyring(options);
    const before = await readFile(options.path, 'utf8');
    const after = await addIdentity(options);
    const text = await readFile(options.path, 'utf8');
    expect(text.startsWith(before)).toBe(true);
    expect(text.match(/AGE-SECRET-KEY-1/g)).toHaveLength(2);
    expect((await stat(options.path)).mode & 0o777).toBe(0o600);
    expect((await openKeyring({ ...options, mayCreate: false })).keys()).toEqual(after.keys());
  });

  it('is refused where the configuration names the current key, and says what to unset', async () => {
    const [id = ''] = (await openKeyring(options)).currentRecipients();
    const before = await readFile(options.path, 'utf8');
    await expect(addIdentity({ ...options, encryptionKeyId: id })).rejects.toMatchObject({
      code: 'INVALID_STATE',
      message: expect.stringContaining(id) as string,
      hint: expect.stringContaining('Unset BACKUP_ENCRYPTION_KEY_ID') as string,
    });
    expect(await readFile(options.path, 'utf8')).toBe(before);
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ['vanished', (path) => rm(path)],
    ['was emptied', (path) => writeFile(path, '')],
  ])('never makes a keyring of the new key alone where the file %s', async (_case, damage) => {
    await openKeyring(options);
    await damage(options.path);
    await expect(addIdentity(options)).rejects.toMatchObject({ code: 'KEY_MISSING' });
    expect(await readFile(options.path, 'utf8').catch(() => '')).toBe('');
  });
});
