import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { textIn } from '../messages/text.js';
import { writeKeyring } from './key-file.js';

const KEY = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
const OTHER_KEY = `AGE-SECRET-KEY-1${'P'.repeat(58)}`;

describe('the key file of a recovery', () => {
  let directory: string;
  let given: string;
  let keyring: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-key-file-'));
    given = join(directory, 'given.txt');
    keyring = join(directory, 'keyring');
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('may be a whole recovery kit that everybody can read: its keys go into a private file', async () => {
    await writeFile(
      given,
      `RECOVERY KIT\r\n1. Keys\r\n${KEY}\r\n  ${OTHER_KEY}\n${KEY}\nage -d -i key.txt\n`,
      {
        mode: 0o777,
      },
    );
    await writeKeyring(given, keyring, textIn('en'));
    expect(await readFile(keyring, 'utf8')).toBe(`${KEY}\n${OTHER_KEY}\n`);
    expect((await stat(keyring)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['AGE-SECRET-KEY-1TOOSHORT', 'KEYRING_INVALID'],
    ['', 'KEYRING_INVALID'],
  ])('is refused where it holds no key: %j', async (text, code) => {
    await writeFile(given, text);
    await expect(writeKeyring(given, keyring, textIn('en'))).rejects.toMatchObject({ code });
    await expect(stat(keyring)).rejects.toThrow('ENOENT');
  });

  it('is named where it is not there', async () => {
    await expect(writeKeyring(given, keyring, textIn('en'))).rejects.toMatchObject({
      code: 'KEY_MISSING',
      message: expect.stringContaining(given) as string,
    });
  });
});
