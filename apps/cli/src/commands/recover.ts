/** `holdfast recover`: lists, verifies and restores packages with no console and no catalog. */

import type { Command } from 'commander';

import type { CommandContext } from '../context.js';
import { listRecoverable } from './recover/list.js';
import { restoreRecoverable, type RestoreOptions } from './recover/restore.js';
import { verifyRecoverable } from './recover/verify.js';
import type { RecoveryOptions } from '../recovery/with-recovery.js';

export function registerRecover(program: Command, context: CommandContext): void {
  const { text } = context;
  const recover = program
    .command('recover')
    .summary(text('recover.summary'))
    .description(text('recover.about'))
    .requiredOption('--from <place>', text('recover.from'))
    .option('--key <file>', text('recover.key'))
    .option('--work-dir <directory>', text('recover.work-dir'));
  recover
    .command('list', { isDefault: true })
    .description(text('recover.list.about'))
    .action((_options: object, command: Command) => listRecoverable(context, optionsOf(command)));
  recover
    .command('verify')
    .description(text('recover.verify.about'))
    .argument('<id>', text('argument.package'))
    .action((id: string, _options: object, command: Command) =>
      verifyRecoverable(context, id, optionsOf(command)),
    );
  recover
    .command('restore')
    .description(text('recover.restore.about'))
    .argument('<id>', text('argument.package'))
    .requiredOption('--to <url>', text('recover.to'))
    .option('--accept-foreign', text('option.accept-foreign'))
    .option('-y, --yes', text('option.yes'))
    .action((id: string, _options: object, command: Command) =>
      restoreRecoverable(context, id, optionsOf(command) as RestoreOptions),
    );
}

/** Options may stand before or after the verb. */
function optionsOf(command: Command): RecoveryOptions {
  return command.optsWithGlobals();
}
