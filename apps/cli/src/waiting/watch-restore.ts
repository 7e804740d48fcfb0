/** Waits for a restore that Ctrl-C leaves alone, or cancels where that was asked for beforehand. */

import { ROUTES, type RestoreView } from '@holdfast/contract';

import type { ConsoleClient } from '../api/console-client.js';
import { CliError, Interrupted } from '../cli-error.js';
import type { CommandContext } from '../context.js';
import { tellWhenInterrupted } from './tell-when-interrupted.js';
import { waitForRestore } from './wait-for-restore.js';

export async function watchRestore(
  context: CommandContext,
  client: ConsoleClient,
  id: string,
  isCanceling: boolean,
): Promise<RestoreView> {
  const wait = (): Promise<RestoreView> => waitForRestore(context, client, id);
  if (!isCanceling) return tellWhenInterrupted(context, context.text('restore.goes-on', { id }), wait);
  try {
    return await wait();
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    return cancel(context, client.uninterrupted(), id);
  }
}

/** A restore that is swapping already is finished, not cancelled: whatever becomes of it is reported. */
async function cancel(context: CommandContext, client: ConsoleClient, id: string): Promise<RestoreView> {
  const { output, text } = context;
  output.message(text('restore.canceling'));
  try {
    await client.post(ROUTES.restoreCancel(id));
  } catch (error) {
    if (!(error instanceof CliError) || error.code !== 'INVALID_STATE') throw error;
    output.message(text('restore.too-late'));
  }
  return waitForRestore(context, client, id);
}
