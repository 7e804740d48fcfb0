import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Secret } from '../domain/secret.js';
import { captureOutput } from '../pipeline/capture-output.js';
import { program, testRunner } from '../testing/fixture-programs.js';
import { temporaryDirectory, type TemporaryDirectory } from '../testing/temporary-directory.js';
import { openKeyring, type OpenKeyringOptions } from './age-keyring.js';

const AGE_KEYGEN = '/usr/bin/age-keygen';
const runner = testRunner();
const clock = { now: () => new Date('2026-03-01T10:00:00Z') };

describe('openKeyring', () => {
  let directory: TemporaryDirectory;
  let path: string;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    path = join(directory.path, 'keys', 'keyring.txt');
  });
  afterEach(() => directory.dispose());

  function open(options: Partial<OpenKeyringOptions> = {}) {
    const fixed = { path, runner, clock, ageKeygenProgram: AGE_KEYGEN };
    return openKeyring({
      ...fixed,
      encryptionKey: null,
      encryptionKeyId: null,
      mayCreate: false,
      ...options,
    });
  }

  async function newIdentity(): Promise<string> {
    const text = await captureOutput(runner, program(AGE_KEYGEN));
    return text.split('\n').find((line) => line.startsWith('AGE-SECRET-KEY-1')) ?? '';
  }

  async function replaceText(change: (text: string) => string): Promise<void> {
    await writeFile(path, change(await readFile(path, 'utf8')));
  }

  it('makes a private keyring at the first start, as age-keygen writes it', async () => {
    const keyring = await open({ mayCreate: true });
    const [id] = keyring.currentRecipients();
    const signingPublicKey = keyring.currentSigningPublicKey();
    expect(keyring.keys()).toEqual([
      { id, createdAt: '2026-03-01T10:00:00.000Z', isCurrent: true, signingPublicKey },
    ]);
    const text = await readFile(path, 'utf8');
    expect(text).toMatch(
      new RegExp(`^# created: 2026-03-01T10:00:00Z\n# public key: ${id}\nAGE-SECRET-KEY-1[0-9A-Z]{58}\n$`),
    );
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(join(path, '..'))).toEqual(['keyring.txt']);
  });

  it('opens the same keyring again without changing it', async () => {
    const first = await open({ mayCreate: true });
    const text = await readFile(path, 'utf8');
    const second = await open();
    expect(second.keys()).toEqual(first.keys());
    expect(await readFile(path, 'utf8')).toBe(text);
  });

  it('never makes a key while backups exist', async () => {
    await expect(open()).rejects.toMatchObject({
      code: 'KEY_MISSING',
      hint: expect.stringContaining('recovery kit') as string,
    });
    await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('does not take an emptied keyring for a first start while backups exist', async () => {
    await open({ mayCreate: true });
    await replaceText(() => '# nothing left\n');
    await expect(open()).rejects.toMatchObject({ code: 'KEY_MISSING' });
  });

  it('takes a key that is given, once', async () => {
    const encryptionKey = new Secret(` ${await newIdentity()}\n`);
    const first = await open({ encryptionKey });
    const text = await readFile(path, 'utf8');
    const second = await open({ encryptionKey });
    expect(second.keys()).toEqual(first.keys());
    expect(await readFile(path, 'utf8')).toBe(text);
    expect(text).toContain(encryptionKey.reveal().trim());
  });

  it('adds a given key to the others and keeps opening what those open', async () => {
    const old = await open({ mayCreate: true });
    const rotated = await open({ encryptionKey: new Secret(await newIdentity()) });
    expect(rotated.keys()).toHaveLength(2);
    expect(rotated.keys().map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
    expect(rotated.canOpen(old.currentRecipients())).toBe(true);
    expect(old.canOpen(rotated.currentRecipients())).toBe(false);
  });

  it('adds a key to a file whose last line has no end', async () => {
    await open({ mayCreate: true });
    await replaceText((text) => text.trimEnd());
    expect((await open({ encryptionKey: new Secret(await newIdentity()) })).keys()).toHaveLength(2);
  });

  it('uses the key that is named', async () => {
    const [oldId = ''] = (await open({ mayCreate: true })).currentRecipients();
    await open({ encryptionKey: new Secret(await newIdentity()) });
    const keyring = await open({ encryptionKeyId: oldId });
    expect(keyring.currentRecipients()).toEqual([oldId]);
    expect(keyring.keys()).toHaveLength(2);
  });

  it('lists the known keys where the named one is not there', async () => {
    const [id = ''] = (await open({ mayCreate: true })).currentRecipients();
    await expect(open({ encryptionKeyId: 'age1unknown' })).rejects.toMatchObject({
      code: 'KEY_MISSING',
      message: expect.stringContaining('age1unknown') as string,
      hint: expect.stringContaining(id) as string,
    });
  });

  it.each([0o640, 0o604, 0o660])(
    'refuses a keyring with mode %o and says which command helps',
    async (mode) => {
      await open({ mayCreate: true });
      await chmod(path, mode);
      const refused = { code: 'KEYRING_INVALID', hint: `Run “chmod 600 ${path}”.` };
      await expect(open()).rejects.toMatchObject(refused);
    },
  );

  it.each<[string, (text: string) => string, number]>([
    ['something else', (text) => `${text}\nSECRET-LOOKING-CANARY\n`, 5],
    ['a cut identity', (text) => text.trimEnd().slice(0, -3), 3],
    ['a wrong checksum', (text) => text.trimEnd().replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q')), 3],
  ])('names the line, but not the content, of %s', async (_case, change, lineNumber) => {
    await open({ mayCreate: true });
    await replaceText(change);
    const error: unknown = await open().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'KEYRING_INVALID',
      message: `Line ${lineNumber} of the keyring ${path} is not an identity of age.`,
    });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/CANARY|AGE-SECRET/);
  });

  it.each(['AGE-SECRET-KEY-1SHORT', 'swordfish', `AGE-SECRET-KEY-1${'Q'.repeat(58)}`])(
    'refuses a given key that is none, without repeating it: %s',
    async (key) => {
      const error: unknown = await open({ encryptionKey: new Secret(key) }).catch(
        (reason: unknown) => reason,
      );
      expect(error).toMatchObject({ code: 'KEYRING_INVALID' });
      expect(String(error)).not.toContain(key);
      await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' });
    },
  );

  it('tells where age-keygen cannot be run', async () => {
    const opening = open({ mayCreate: true, ageKeygenProgram: '/nonexistent/age-keygen' });
    await expect(opening).rejects.toMatchObject({ code: 'TOOL_FAILED' });
  });
});
