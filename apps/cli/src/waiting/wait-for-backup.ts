/** Watches a backup until it is over. */

import { ROUTES, type BackupDetailView } from '@holdfast/contract';

import type { ConsoleClient } from '../api/console-client.js';
import { CliError } from '../cli-error.js';
import type { CommandContext } from '../context.js';
import { phaseName } from '../output/names.js';
import { progressDisplay } from '../output/progress-display.js';
import { poll } from './poll.js';

/** @throws CliError with the backup's own error code where it did not succeed */
export async function waitForBackup(
  context: CommandContext,
  client: ConsoleClient,
  id: string,
): Promise<BackupDetailView> {
  const display = progressDisplay(context.output.terminal, context.text);
  try {
    const backup = await poll(context, {
      read: () => client.get<BackupDetailView>(ROUTES.backup(id)),
      isOver: ({ status }) => status !== 'pending' && status !== 'running',
      onValue: (value) => display.show(progressOf(value, context)),
      interrupt: client.interrupt,
    });
    if (backup.status !== 'success') throw failureOf(backup, context);
    return backup;
  } finally {
    display.stop();
  }
}

function progressOf({ status, progress }: BackupDetailView, { text }: CommandContext) {
  const isOver = status !== 'pending' && status !== 'running';
  const phase = isOver ? text(`backup.status.${status}`) : phaseName(progress?.phase ?? 'waiting', text);
  return { phase, bytesDone: progress?.bytesDone ?? null, bytesTotal: progress?.bytesTotal ?? null };
}

function failureOf(backup: BackupDetailView, { text }: CommandContext): CliError {
  const { status, errorCode, errorMessage, errorHint } = backup;
  const code = errorCode ?? (status === 'canceled' ? 'CANCELED' : 'BACKUP_CREATE_FAILED');
  const message = errorMessage ?? text(`backup.status.${status}`);
  return new CliError(code, message, { hint: errorHint, document: backup });
}
