/** `holdfast list`: the backups, newest first. */

import { BACKUP_STATUSES, ROUTES, type BackupView, type Page } from '@holdfast/contract';
import { Option, type Command } from 'commander';

import type { CommandContext } from '../context.js';
import { formatBytes } from '../output/format-bytes.js';
import { formatTime } from '../output/format-time.js';
import { levelName } from '../output/names.js';
import { renderTable } from '../output/table.js';
import { wholeNumber } from './whole-number.js';

interface Options {
  app?: string;
  status?: string;
  from?: string;
  to?: string;
  limit?: number;
}

/** As many as the console answers at once. */
const LIMIT_MAX = 200;

export function registerList(program: Command, context: CommandContext): void {
  const { text } = context;
  program
    .command('list')
    .summary(text('list.summary'))
    .description(text('list.about'))
    .option('--app <id>', text('list.app'))
    .addOption(new Option('--status <status>', text('list.status')).choices(BACKUP_STATUSES))
    .option('--from <time>', text('list.from'))
    .option('--to <time>', text('list.to'))
    .option('--limit <number>', text('list.limit'), wholeNumber(1, LIMIT_MAX, text))
    .action((options: Options) => list(context, options));
}

async function list(context: CommandContext, { app, ...filter }: Options): Promise<void> {
  const { output, text } = context;
  const page = await context.connect().get<Page<BackupView>>(ROUTES.backups, { appId: app, ...filter });
  const { items, total } = page;
  if (items.length === 0) output.message(text('list.none'));
  else if (items.length < total) output.message(text('list.more', { shown: items.length, total }));
  if (items.length > 0 || output.isJson) output.result(page, () => render(items, context));
}

function render(items: readonly BackupView[], { text }: CommandContext): string {
  const columns = [
    { title: text('field.id') },
    { title: text('field.time') },
    { title: text('field.status') },
    { title: text('field.size'), align: 'right' },
    { title: text('field.level') },
  ] as const;
  return renderTable(
    columns,
    items.map((item) => [
      item.id,
      formatTime(item.createdAt),
      text(`backup.status.${item.status}`),
      formatBytes(item.sizeBytes),
      levelName(item.verificationLevel, text),
    ]),
  );
}
