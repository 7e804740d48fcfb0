/** `holdfast keys`: the keyring of this machine; needs no console. */

import { readFile } from 'node:fs/promises';

import type { KeyInfo } from '@holdfast/engine';
import type { Command } from 'commander';

import { CliError } from '../cli-error.js';
import type { CommandContext } from '../context.js';
import { formatTime } from '../output/format-time.js';
import { renderTable } from '../output/table.js';
import { asCliError } from '../recovery/engine-errors.js';

const IDENTITY_START = 'AGE-SECRET-KEY-1';

export function registerKeys(program: Command, context: CommandContext): void {
  const { text } = context;
  const keys = program.command('keys').summary(text('keys.summary')).description(text('keys.about'));
  keys
    .command('list', { isDefault: true })
    .description(text('keys.list.about'))
    .action(() => listKeys(context));
  keys
    .command('new')
    .description(text('keys.new.about'))
    .action(() => newKey(context));
  keys
    .command('recovery-kit')
    .description(text('keys.kit.about'))
    .action(() => recoveryKit(context));
}

async function listKeys(context: CommandContext): Promise<void> {
  const { config, output, text } = context;
  await assertKeyring(context);
  const keys = await withEngineErrors(async () => (await context.makeEngine()).keys());
  output.result({ keyringPath: config.keyringPath, keys }, () => render(keys, text));
}

async function newKey(context: CommandContext): Promise<void> {
  await assertKeyring(context);
  const key = await withEngineErrors(async () => (await context.makeEngine()).addKey());
  context.output.result(key, () => context.text('keys.new.done', { id: key.id }));
}

async function recoveryKit(context: CommandContext): Promise<void> {
  await assertKeyring(context);
  const kit = await withEngineErrors(async () => (await context.makeEngine()).recoveryKit());
  context.output.result({ kit }, () => kit);
}

/** The engine would make a first key, and none must come to be where somebody only took the wrong path. */
async function assertKeyring({ config, text }: CommandContext): Promise<void> {
  const path = config.keyringPath;
  const found = await readFile(path, 'utf8').catch((error: unknown) => {
    // What else is wrong with the file, the engine tells.
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : IDENTITY_START;
  });
  if (found?.includes(IDENTITY_START) === true) return;
  const message = found === null ? text('keys.missing', { path }) : text('keys.empty', { path });
  throw new CliError('KEY_MISSING', message, { hint: text('keys.missing.hint') });
}

async function withEngineErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw await asCliError(error);
  }
}

function render(keys: readonly KeyInfo[], text: CommandContext['text']): string {
  const columns = [
    { title: text('field.id') },
    { title: text('field.time') },
    { title: text('field.current') },
    { title: text('field.signing-key') },
  ] as const;
  return renderTable(
    columns,
    keys.map(({ id, createdAt, isCurrent, signingPublicKey }) => [
      id,
      formatTime(createdAt),
      isCurrent ? text('yes') : text('no'),
      signingPublicKey,
    ]),
  );
}
