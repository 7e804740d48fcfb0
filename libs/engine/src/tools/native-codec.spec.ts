import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import type { ProcessSpec } from '../ports/process-runner.js';
import { runPipeline } from '../pipeline/run-pipeline.js';
import { testRunner } from '../testing/fixture-programs.js';
import { temporaryDirectory, type TemporaryDirectory } from '../testing/temporary-directory.js';
import { openKeyring } from './age-keyring.js';
import { NativeCodec } from './native-codec.js';

const runner = testRunner();
const clock = { now: () => new Date('2026-03-01T10:00:00Z') };

describe('NativeCodec', () => {
  let directory: TemporaryDirectory;

  beforeEach(async () => {
    directory = await temporaryDirectory();
  });
  afterEach(() => directory.dispose());

  async function codecWithKey(name: string) {
    const keyringPath = join(directory.path, name);
    const given = { encryptionKey: null, encryptionKeyId: null, mayCreate: true };
    const keyring = await openKeyring({
      ...given,
      path: keyringPath,
      runner,
      clock,
      ageKeygenProgram: '/usr/bin/age-keygen',
    });
    const programs = { zstdProgram: '/usr/bin/zstd', ageProgram: '/usr/bin/age' };
    const codec = new NativeCodec({ ...programs, keyringPath, threads: 2 });
    return { codec, recipients: keyring.currentRecipients() };
  }

  async function through(bytes: Buffer, stages: ProcessSpec[]): Promise<Buffer> {
    const { value } = await runPipeline(runner, {
      stages,
      source: Readable.from([bytes], { objectMode: false }),
      sink: async (output) => Buffer.concat((await output.toArray()) as Buffer[]),
      signal: new AbortController().signal,
    });
    return value;
  }

  it('opens what it closed', async () => {
    const { codec, recipients } = await codecWithKey('keyring');
    const bytes = Buffer.concat([randomBytes(1_000_000), Buffer.alloc(3_000_000)]);
    const stored = await through(bytes, [codec.compress(3), codec.encrypt(recipients)]);
    expect(stored.length).toBeLessThan(1_100_000);
    expect((await through(stored, [codec.decrypt(), codec.decompress()])).equals(bytes)).toBe(true);
  });

  it('encrypts to several keys, each of which opens it', async () => {
    const [one, two] = [await codecWithKey('one'), await codecWithKey('two')];
    const stored = await through(Buffer.from('data'), [
      one.codec.encrypt([...one.recipients, ...two.recipients]),
    ]);
    expect((await through(stored, [one.codec.decrypt()])).toString()).toBe('data');
    expect((await through(stored, [two.codec.decrypt()])).toString()).toBe('data');
  });

  it('does not open what was closed with another key', async () => {
    const [one, two] = [await codecWithKey('one'), await codecWithKey('two')];
    const stored = await through(Buffer.from('data'), [one.codec.encrypt(one.recipients)]);
    await expect(through(stored, [two.codec.decrypt()])).rejects.toThrow(/no identity matched/);
  });

  it.each([0, 20, 1.5, NaN])('refuses the compression level %s', async (level) => {
    const { codec } = await codecWithKey('keyring');
    expect(() => codec.compress(level)).toThrow('not a compression level');
  });

  it('refuses to encrypt to nobody', async () => {
    const { codec } = await codecWithKey('keyring');
    expect(() => codec.encrypt([])).toThrow('at least one recipient');
  });
});
