/** An engine that reads somebody's packages, without a console and without a catalog. */

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Engine } from '@holdfast/engine';

import type { CommandContext } from '../context.js';
import { engineOptions, silent } from '../local-engine.js';
import { asCliError } from './engine-errors.js';
import { writeKeyring } from './key-file.js';
import { recoveryPlace } from './recovery-place.js';

export interface RecoveryOptions {
  /** A directory or `s3://bucket/prefix`. */
  from: string;
  /** A file that holds identities; left out, only packages that are not encrypted can be opened. */
  key?: string;
  /** Where raw dumps are unpacked; left out, the system's directory for temporary files. */
  workDir?: string;
}

export interface Recovery {
  engine: Engine;
  /** Unique among all recoveries. */
  id: string;
}

/** Whatever happens, nothing is left of it: neither keys nor raw data. */
export async function withRecovery<T>(
  context: CommandContext,
  options: RecoveryOptions,
  work: (recovery: Recovery) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(options.workDir ?? tmpdir(), 'holdfast-recover-'));
  try {
    const engine = await openEngine(context, options, directory);
    return await work({ engine, id: `recover-${randomBytes(6).toString('hex')}` });
  } catch (error) {
    throw await asCliError(error);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function openEngine(
  { config, text }: CommandContext,
  { from, key }: RecoveryOptions,
  directory: string,
): Promise<Engine> {
  const { collectGarbageLessOften, createEngine, Secret, systemClock } = await import('@holdfast/engine');
  collectGarbageLessOften();
  const keyringPath = join(directory, 'keyring');
  if (key !== undefined) await writeKeyring(key, keyringPath, text);
  const engine = createEngine({
    ...engineOptions(config),
    storage: recoveryPlace(from, { s3: config.s3, text }, (value) => new Secret(value)),
    workPath: join(directory, 'work'),
    keyringPath,
    clock: systemClock,
    logger: silent,
  });
  await engine.prepareToRead();
  return engine;
}
