import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { recoveryKitSections } from './recovery-kit.js';

const KIB = 1024;

describe('the commands of the recovery kit', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'holdfast-kit-'));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  function shell(script: string): void {
    const options = { cwd: directory, env: { ...process.env, KEY: 'key.txt', PACKAGE: '.', WORK: 'work' } };
    const { status, stderr } = spawnSync('sh', ['-eu', '-c', script], options);
    expect([status, status === 0 ? '' : stderr.toString()]).toEqual([0, '']);
  }

  function commandsOf(title: string): string {
    const kit = {
      madeAt: '',
      storage: '/',
      places: [],
      identities: [],
      signingPublicKeys: [],
      examplePath: null,
    };
    const section = recoveryKitSections(kit).find((candidate) => candidate.title.startsWith(title));
    return section?.lines.join('\n') ?? '';
  }

  /** Two segments: one against a piece of the base, one against nothing. */
  async function makeDelta(base: Buffer, similar: Buffer, fresh: Buffer): Promise<void> {
    await mkdir(join(directory, 'work'));
    await mkdir(join(directory, 'made'));
    await writeFile(join(directory, 'work/base.dump'), base);
    await writeFile(join(directory, 'piece'), base.subarray(4 * KIB, 36 * KIB));
    await writeFile(join(directory, 'similar'), similar);
    await writeFile(join(directory, 'fresh'), fresh);
    const offset = 4 * KIB;
    const length = 32 * KIB;
    shell(`
      age-keygen -o key.txt
      zstd -q --long=31 --patch-from=piece similar -o made/0000000000-${offset}-${length}.zst
      zstd -q fresh -o made/0000000001-${offset + length}-0.zst
      tar -c -C made 0000000000-${offset}-${length}.zst 0000000001-${offset + length}-0.zst |
        age -r "$(age-keygen -y key.txt)" > db.dump.delta.tar.age`);
  }

  it('rebuild the dump of a differential package from its base', async () => {
    const base = randomBytes(64 * KIB);
    const similar = Buffer.from(base.subarray(4 * KIB, 36 * KIB));
    similar.fill(0, 100, 200);
    const fresh = randomBytes(KIB);
    await makeDelta(base, similar, fresh);
    shell(commandsOf('6.'));
    const rebuilt = await readFile(join(directory, 'work/db.dump'));
    expect(rebuilt.equals(Buffer.concat([similar, fresh]))).toBe(true);
  });

  it.each(['4.', '5.', '6.'])('are understood by a shell: section %s', (title) => {
    expect(commandsOf(title)).not.toBe('');
    const { status, stderr } = spawnSync('sh', ['-n'], {
      input: commandsOf(title).replaceAll(/<(\w+)>/g, '$1'),
    });
    expect([status, stderr.toString()]).toEqual([0, '']);
  });
});
