/** Asks the person at the terminal before something that cannot simply be taken back. */

import { createInterface } from 'node:readline/promises';

import { CliError, Interrupted } from './cli-error.js';
import type { CommandContext } from './context.js';

interface Confirmation {
  /** What is about to happen. */
  warning: string;
  isYes: boolean;
}

/** @throws CliError CONFIRMATION_REQUIRED where the name was not typed, Interrupted at Ctrl-C */
export async function confirmByName(
  context: CommandContext,
  name: string,
  asked: Confirmation,
): Promise<void> {
  const { text } = context;
  if (!(await mustAsk(context, asked))) return;
  const typed = await ask(context, text('confirm.type-name', { name }));
  if (typed.trim() !== name) throw refused(text('confirm.wrong-name'));
}

/** @throws CliError CONFIRMATION_REQUIRED where the answer was not yes, Interrupted at Ctrl-C */
export async function confirmByYes(context: CommandContext, asked: Confirmation): Promise<void> {
  const { text } = context;
  if (!(await mustAsk(context, asked))) return;
  const typed = await ask(context, text('confirm.yes-or-no'));
  if (!/^(?:y|yes|是)$/i.test(typed.trim())) throw refused(text('confirm.declined'));
}

async function mustAsk({ output, text }: CommandContext, { warning, isYes }: Confirmation): Promise<boolean> {
  if (isYes) return false;
  if (!output.terminal.isInteractive) {
    throw new CliError('CONFIRMATION_REQUIRED', text('confirm.no-terminal'), {
      hint: text('confirm.no-terminal.hint'),
    });
  }
  output.message(warning);
  return true;
}

async function ask({ output, interrupt }: CommandContext, question: string): Promise<string> {
  const { stdin, stderr } = output.terminal;
  const lines = createInterface({ input: stdin, output: stderr });
  const stop = new AbortController();
  const end = (): void => stop.abort();
  interrupt.addEventListener('abort', end);
  // On a terminal readline takes Ctrl-C (and Ctrl-D) for itself and only closes.
  lines.on('close', end);
  try {
    return await lines.question(`${question} `, { signal: stop.signal });
  } catch (error) {
    if (!stop.signal.aborted) throw error;
    stderr.write('\n');
    throw new Interrupted();
  } finally {
    interrupt.removeEventListener('abort', end);
    lines.close();
  }
}

function refused(message: string): CliError {
  return new CliError('CONFIRMATION_REQUIRED', message);
}
