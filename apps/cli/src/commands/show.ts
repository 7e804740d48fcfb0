/** `holdfast show`: everything about one backup, or about one restore. */

import { ROUTES, type BackupDetailView, type RestoreView } from '@holdfast/contract';
import type { Command } from 'commander';

import type { ConsoleClient } from '../api/console-client.js';
import { CliError } from '../cli-error.js';
import type { CommandContext } from '../context.js';
import { renderBackup } from '../output/render-backup.js';
import { renderRestore } from '../output/render-restore.js';

export function registerShow(program: Command, context: CommandContext): void {
  const { text } = context;
  program
    .command('show')
    .summary(text('show.summary'))
    .description(text('show.about'))
    .argument('<id>', text('show.id'))
    .action((id: string) => show(context, id));
}

async function show(context: CommandContext, id: string): Promise<void> {
  const { output, text } = context;
  const client = context.connect();
  try {
    const backup = await client.get<BackupDetailView>(ROUTES.backup(id));
    output.result(backup, () => renderBackup(backup, text));
  } catch (error) {
    const restore = isNotFound(error, 'BACKUP_NOT_FOUND') ? await findRestore(client, id) : null;
    if (restore === null) throw error;
    output.result(restore, () => renderRestore(restore, text));
  }
}

async function findRestore(client: ConsoleClient, id: string): Promise<RestoreView | null> {
  try {
    return await client.get<RestoreView>(ROUTES.restore(id));
  } catch (error) {
    if (isNotFound(error, 'RESTORE_NOT_FOUND')) return null;
    throw error;
  }
}

function isNotFound(error: unknown, code: string): boolean {
  return error instanceof CliError && error.code === code;
}
