/** `holdfast delete`: removes a backup for good. */

import { ROUTES, type BackupDetailView } from '@holdfast/contract';
import type { Command } from 'commander';

import { confirmByYes } from '../confirm.js';
import type { CommandContext } from '../context.js';
import { formatBytes } from '../output/format-bytes.js';
import { formatTime } from '../output/format-time.js';

interface Options {
  yes?: true;
}

export function registerDelete(program: Command, context: CommandContext): void {
  const { text } = context;
  program
    .command('delete')
    .summary(text('delete.summary'))
    .description(text('delete.about'))
    .argument('<id>', text('argument.backup'))
    .option('-y, --yes', text('option.yes'))
    .action((id: string, options: Options) => deleteBackup(context, id, options));
}

async function deleteBackup(context: CommandContext, id: string, { yes }: Options): Promise<void> {
  const { output, text } = context;
  const client = context.connect();
  const { appName, createdAt, sizeBytes } = await client.get<BackupDetailView>(ROUTES.backup(id));
  const warning = text('delete.warning', {
    name: appName,
    time: formatTime(createdAt),
    size: formatBytes(sizeBytes),
  });
  await confirmByYes(context, { warning, isYes: yes === true });
  await client.delete(ROUTES.backup(id));
  output.result({ id, isDeleted: true }, () => text('delete.done', { id }));
}
