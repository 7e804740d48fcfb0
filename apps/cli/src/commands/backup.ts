/** `holdfast backup`: makes a backup now. */

import {
  BACKUP_TYPES,
  ROUTES,
  type AcceptedView,
  type BackupType,
  type CreateBackupBody,
} from '@holdfast/contract';
import { Option, type Command } from 'commander';

import type { CommandContext } from '../context.js';
import { renderBackup } from '../output/render-backup.js';
import { tellWhenInterrupted } from '../waiting/tell-when-interrupted.js';
import { waitForBackup } from '../waiting/wait-for-backup.js';

interface Options {
  type?: BackupType;
  description?: string;
  wait?: true;
}

export function registerBackup(program: Command, context: CommandContext): void {
  const { text } = context;
  program
    .command('backup')
    .summary(text('backup.summary'))
    .description(text('backup.about'))
    .argument('[app]', text('backup.app'))
    .addOption(new Option('--type <type>', text('backup.type')).choices(BACKUP_TYPES))
    .option('-d, --description <text>', text('backup.description'))
    .option('-w, --wait', text('option.wait'))
    .action((appId: string | undefined, options: Options) => backup(context, appId, options));
}

async function backup(context: CommandContext, appId: string | undefined, options: Options): Promise<void> {
  const { output, text } = context;
  const client = context.connect();
  const body: CreateBackupBody = {
    ...(appId === undefined ? {} : { appId }),
    ...(options.type === undefined ? {} : { type: options.type }),
    ...(options.description === undefined ? {} : { description: options.description }),
  };
  const accepted = await client.post<AcceptedView>(ROUTES.backups, body);
  const { id } = accepted;
  if (!options.wait) {
    output.result(accepted, () => text('backup.accepted', { id }));
    return;
  }

  output.message(text('backup.started', { id }));
  const finished = await tellWhenInterrupted(context, text('backup.goes-on', { id }), () =>
    waitForBackup(context, client, id),
  );
  output.result(finished, () => renderBackup(finished, text));
}
