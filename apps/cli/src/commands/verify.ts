/** `holdfast verify`: reads every stored byte of a backup again. */

import { ROUTES, type AcceptedView } from '@holdfast/contract';
import type { Command } from 'commander';

import type { CommandContext } from '../context.js';
import { formatTime } from '../output/format-time.js';
import { levelName } from '../output/names.js';
import { tellWhenInterrupted } from '../waiting/tell-when-interrupted.js';
import { VerificationWatch } from '../waiting/wait-for-verification.js';

interface Options {
  wait: boolean;
}

export function registerVerify(program: Command, context: CommandContext): void {
  const { text } = context;
  program
    .command('verify')
    .summary(text('verify.summary'))
    .description(text('verify.about'))
    .argument('<id>', text('argument.backup'))
    .option('--no-wait', text('option.no-wait'))
    .action((id: string, options: Options) => verify(context, id, options));
}

async function verify(context: CommandContext, id: string, options: Options): Promise<void> {
  const { output, text } = context;
  const client = context.connect();
  const watch = await VerificationWatch.prepare(context, client, id);
  const accepted = await client.post<AcceptedView>(ROUTES.backupVerify(id));
  if (!options.wait) {
    output.result(accepted, () => text('verify.accepted', { id }));
    return;
  }

  const backup = await tellWhenInterrupted(context, text('verify.goes-on', { id }), () => watch.wait());
  const level = levelName(backup.verificationLevel, text);
  output.result(backup, () => text('verify.passed', { id, level, time: formatTime(backup.verifiedAt) }));
}
