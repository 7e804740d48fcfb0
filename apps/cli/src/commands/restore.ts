/** `holdfast restore`: brings a backup back, shows what that would change, or runs a drill. */

import {
  RESTORE_STRATEGIES,
  ROUTES,
  type AcceptedView,
  type BackupDetailView,
  type CreateRestoreBody,
  type RestoreMode,
  type RestoreStrategy,
  type RestoreView,
} from '@holdfast/contract';
import { Option, type Command } from 'commander';

import type { ConsoleClient } from '../api/console-client.js';
import { CliError } from '../cli-error.js';
import { confirmByName } from '../confirm.js';
import type { CommandContext } from '../context.js';
import { formatTime } from '../output/format-time.js';
import { renderDrill } from '../output/render-drill.js';
import { renderPreview } from '../output/render-preview.js';
import { renderRestore } from '../output/render-restore.js';
import { watchRestore } from '../waiting/watch-restore.js';

interface Options {
  preview?: true;
  exact?: true;
  drill?: true;
  strategy?: RestoreStrategy;
  table: string[];
  beside?: true;
  acceptForeign?: true;
  yes?: true;
  wait?: true;
  cancelOnInterrupt?: true;
}

export function registerRestore(program: Command, context: CommandContext): void {
  const { text } = context;
  const strategies = RESTORE_STRATEGIES.filter((strategy) => strategy !== 'tables');
  program
    .command('restore')
    .summary(text('restore.summary'))
    .description(text('restore.about'))
    .argument('<id>', text('argument.backup'))
    .option('--preview', text('restore.preview'))
    .option('--exact', text('restore.exact'))
    .option('--drill', text('restore.drill'))
    .addOption(new Option('--strategy <strategy>', text('restore.strategy')).choices(strategies))
    .option<string[]>('--table <name>', text('restore.table'), oneMore, [])
    .option('--beside', text('restore.beside'))
    .option('--accept-foreign', text('option.accept-foreign'))
    .option('-y, --yes', text('restore.yes'))
    .option('-w, --wait', text('restore.wait'))
    .addOption(
      new Option('--cancel-on-interrupt', text('restore.cancel-on-interrupt')).implies({ wait: true }),
    )
    .action((id: string, options: Options) => restore(context, id, options));
}

async function restore(context: CommandContext, backupId: string, options: Options): Promise<void> {
  const { output, text } = context;
  const mode = modeOf(options, context);
  const client = context.connect();
  const accepted = await request(context, client, backupId, { mode, options });
  const { id } = accepted;
  // A preview that nobody waits for is of no use.
  if (!options.wait && mode !== 'preview') {
    output.result(accepted, () => text('restore.accepted', { id }));
    return;
  }

  output.message(text('restore.started', { id }));
  const isCanceling = options.cancelOnInterrupt === true;
  const finished = await watchRestore(context, client, id, isCanceling);
  output.result(finished, () => render(finished, context));
}

/** An option that can be given several times. */
function oneMore(name: string, before: string[]): string[] {
  return [...before, name];
}

function modeOf({ preview, drill }: Options, { text }: CommandContext): RestoreMode {
  if (preview && drill) throw new CliError('BAD_USAGE', text('restore.conflict'));
  if (preview) return 'preview';
  return drill ? 'drill' : 'apply';
}

async function request(
  context: CommandContext,
  client: ConsoleClient,
  backupId: string,
  { mode, options }: { mode: RestoreMode; options: Options },
): Promise<AcceptedView> {
  const { appName, createdAt } = await client.get<BackupDetailView>(ROUTES.backup(backupId));
  if (mode === 'apply') {
    const warning = context.text('restore.warning', { time: formatTime(createdAt), name: appName });
    await confirmByName(context, appName, { warning, isYes: options.yes === true });
  }
  const body = bodyOf(mode, appName, options);
  return client.post<AcceptedView>(ROUTES.backupRestores(backupId), body);
}

function bodyOf(mode: RestoreMode, appName: string, options: Options): CreateRestoreBody {
  const { strategy, table, beside, exact, acceptForeign } = options;
  return {
    mode,
    ...(mode === 'apply' && { confirm: appName }),
    ...(strategy !== undefined && { strategy }),
    ...(table.length > 0 && {
      strategy: 'tables',
      tables: table,
      tablePlacement: beside ? 'beside' : 'replace',
    }),
    ...(exact && { isExact: true }),
    ...(acceptForeign && { acknowledgeForeign: true }),
  };
}

function render(restore: RestoreView, { text }: CommandContext): string {
  if (restore.preview !== null) return renderPreview(restore.preview, text);
  if (restore.drill !== null) return renderDrill(restore.drill, text);
  return `${text('restore.done')}\n${renderRestore(restore, text)}`;
}
