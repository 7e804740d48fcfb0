/** Watches a restore, phase by phase, until it is over. */

import { ROUTES, type RestoreView } from '@holdfast/contract';

import type { ConsoleClient } from '../api/console-client.js';
import { CliError } from '../cli-error.js';
import type { CommandContext } from '../context.js';
import { phaseName } from '../output/names.js';
import { progressDisplay } from '../output/progress-display.js';
import { poll } from './poll.js';

/** @throws CliError with the restore's own error code where it did not succeed */
export async function waitForRestore(
  context: CommandContext,
  client: ConsoleClient,
  id: string,
): Promise<RestoreView> {
  const display = progressDisplay(context.output.terminal, context.text);
  try {
    const restore = await poll(context, {
      read: () => client.get<RestoreView>(ROUTES.restore(id)),
      isOver: ({ status }) => status !== 'pending' && status !== 'running',
      onValue: (value) => display.show(progressOf(value, context)),
      interrupt: client.interrupt,
    });
    if (restore.status !== 'success') throw failureOf(restore, context);
    return restore;
  } finally {
    display.stop();
  }
}

function progressOf({ phase, detail, status }: RestoreView, { text }: CommandContext) {
  const isOver = status !== 'pending' && status !== 'running';
  return {
    phase: isOver ? text(`restore.status.${status}`) : phaseName(phase, text),
    bytesDone: isOver ? null : (detail?.bytesDone ?? null),
    bytesTotal: detail?.bytesTotal ?? null,
    itemsDone: isOver ? null : (detail?.itemsDone ?? null),
    itemsTotal: detail?.itemsTotal ?? null,
  };
}

function failureOf(restore: RestoreView, { text }: CommandContext): CliError {
  const { status, errorCode, errorMessage, errorHint } = restore;
  const code = errorCode ?? (status === 'canceled' ? 'CANCELED' : 'RESTORE_FAILED');
  const message = errorMessage ?? text(`restore.status.${status}`);
  return new CliError(code, message, { hint: errorHint, document: restore });
}
