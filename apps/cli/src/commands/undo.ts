/** `holdfast undo`: swaps the database that stood before a restore back in. */

import { ROUTES, type RestoreView } from '@holdfast/contract';
import type { Command } from 'commander';

import { SLOW_TIMEOUT_MS } from '../api/console-client.js';
import { confirmByYes } from '../confirm.js';
import type { CommandContext } from '../context.js';
import { formatTime } from '../output/format-time.js';

interface Options {
  yes?: true;
}

export function registerUndo(program: Command, context: CommandContext): void {
  const { text } = context;
  program
    .command('undo')
    .summary(text('undo.summary'))
    .description(text('undo.about'))
    .argument('<restoreId>', text('undo.id'))
    .option('-y, --yes', text('option.yes'))
    .action((id: string, options: Options) => undo(context, id, options));
}

async function undo(context: CommandContext, id: string, { yes }: Options): Promise<void> {
  const { output, text } = context;
  const client = context.connect();
  const { appName, completedAt } = await client.get<RestoreView>(ROUTES.restore(id));
  const warning = text('undo.warning', { name: appName, time: formatTime(completedAt) });
  await confirmByYes(context, { warning, isYes: yes === true });
  const undone = await client.post<RestoreView>(ROUTES.restoreUndo(id), undefined, SLOW_TIMEOUT_MS);
  output.result(undone, () => text('undo.done', { name: appName }));
}
