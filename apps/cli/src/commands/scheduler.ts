/** `holdfast scheduler`: looks at, starts and stops the backups by plan. */

import { ROUTES, type SchedulerView } from '@holdfast/contract';
import type { Command } from 'commander';

import type { CommandContext } from '../context.js';
import { formatTime } from '../output/format-time.js';
import { renderPairs } from '../output/table.js';

export function registerScheduler(program: Command, context: CommandContext): void {
  const { text } = context;
  const scheduler = program
    .command('scheduler')
    .summary(text('scheduler.summary'))
    .description(text('scheduler.about'));
  scheduler
    .command('status')
    .description(text('scheduler.status.about'))
    .action(async () => print(context, await context.connect().get<SchedulerView>(ROUTES.scheduler)));
  scheduler
    .command('start')
    .description(text('scheduler.start.about'))
    .action(async () => print(context, await context.connect().post<SchedulerView>(ROUTES.schedulerStart)));
  scheduler
    .command('stop')
    .description(text('scheduler.stop.about'))
    .action(async () => print(context, await context.connect().post<SchedulerView>(ROUTES.schedulerStop)));
}

function print({ output, text }: CommandContext, view: SchedulerView): void {
  const { isRunning, cron, timezone, nextRun, lastRun } = view;
  output.result(view, () =>
    renderPairs([
      [text('field.scheduler'), text(isRunning ? 'scheduler.running' : 'scheduler.stopped')],
      [text('field.plan'), `${cron} (${timezone})`],
      [text('field.next-run'), formatTime(nextRun)],
      [text('field.last-run'), formatTime(lastRun)],
    ]),
  );
}
