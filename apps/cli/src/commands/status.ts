/** `holdfast status`: is my data safe right now? Says it by its exit code too. */

import { ROUTES, type StatusView } from '@holdfast/contract';
import type { Command } from 'commander';

import type { CommandContext } from '../context.js';
import { EXIT_CODES } from '../exit-codes.js';
import { needsAttention, renderStatus } from '../output/render-status.js';

export function registerStatus(program: Command, context: CommandContext): void {
  const { text } = context;
  program
    .command('status')
    .summary(text('status.summary'))
    .description(text('status.about'))
    .action(() => status(context));
}

async function status(context: CommandContext): Promise<void> {
  const { output, text } = context;
  const view = await context.connect().get<StatusView>(ROUTES.status);
  output.result(view, () => renderStatus(view, text));
  if (needsAttention(view)) context.exitWith(EXIT_CODES.attention);
}
