/** `holdfast restore`: brings a backup back. */

import {
  RESTORE_STRATEGIES,
  ROUTES,
  type AcceptedView,
  type BackupDetailView,
  type CreateRestoreBody,
  type RestoreStrategy,
} from '@holdfast/contract';
import { Option, type Command } from 'commander';

import type { ConsoleClient } from '../api/console-client.js';
import { confirmByName } from '../confirm.js';
import type { CommandContext } from '../context.js';
import { formatTime } from '../output/format-time.js';
import { renderRestore } from '../output/render-restore.js';
import { watchRestore } from '../waiting/watch-restore.js';

interface Options {
  strategy?: RestoreStrategy;
  yes?: true;
  wait?: true;
  cancelOnInterrupt?: true;
}

export function registerRestore(program: Command, context: CommandContext): void {
  const { text } = context;
  program
    .command('restore')
    .summary(text('restore.summary'))
    .description(text('restore.about'))
    .argument('<id>', text('argument.backup'))
    .addOption(new Option('--strategy <strategy>', text('restore.strategy')).choices(RESTORE_STRATEGIES))
    .option('-y, --yes', text('restore.yes'))
    .option('-w, --wait', text('restore.wait'))
    .addOption(
      new Option('--cancel-on-interrupt', text('restore.cancel-on-interrupt')).implies({ wait: true }),
    )
    .action((id: string, options: Options) => restore(context, id, options));
}

async function restore(context: CommandContext, backupId: string, options: Options): Promise<void> {
  const { output, text } = context;
  const client = context.connect();
  const accepted = await request(context, client, backupId, options);
  const { id } = accepted;
  if (!options.wait) {
    output.result(accepted, () => text('restore.accepted', { id }));
    return;
  }

  output.message(text('restore.started', { id }));
  const isCanceling = options.cancelOnInterrupt === true;
  const finished = await watchRestore(context, client, id, isCanceling);
  output.result(finished, () => `${text('restore.done')}\n${renderRestore(finished, text)}`);
}

async function request(
  context: CommandContext,
  client: ConsoleClient,
  backupId: string,
  { strategy, yes }: Options,
): Promise<AcceptedView> {
  const { appName, createdAt } = await client.get<BackupDetailView>(ROUTES.backup(backupId));
  const warning = context.text('restore.warning', { time: formatTime(createdAt), name: appName });
  await confirmByName(context, appName, { warning, isYes: yes === true });
  const body: CreateRestoreBody = {
    mode: 'apply',
    confirm: appName,
    ...(strategy === undefined ? {} : { strategy }),
  };
  return client.post<AcceptedView>(ROUTES.backupRestores(backupId), body);
}
