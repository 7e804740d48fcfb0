/** `holdfast verify`: reads every stored byte of a backup again. */

import { ROUTES, type AcceptedView, type CreateRestoreBody, type VerifyBackupBody } from '@holdfast/contract';
import { Option, type Command } from 'commander';

import type { CommandContext } from '../context.js';
import { formatTime } from '../output/format-time.js';
import { levelName } from '../output/names.js';
import { renderDrill } from '../output/render-drill.js';
import { tellWhenInterrupted } from '../waiting/tell-when-interrupted.js';
import { watchRestore } from '../waiting/watch-restore.js';
import { VerificationWatch } from '../waiting/wait-for-verification.js';

type Level = NonNullable<VerifyBackupBody['level']>;

/** The others are reached by a drill. */
const READING_LEVELS: readonly Level[] = ['hashed', 'readable'];
const LEVELS: readonly Level[] = [...READING_LEVELS, 'restored', 'matched'];

interface Options {
  level?: Level;
  wait: boolean;
}

export function registerVerify(program: Command, context: CommandContext): void {
  const { text } = context;
  program
    .command('verify')
    .summary(text('verify.summary'))
    .description(text('verify.about'))
    .argument('<id>', text('argument.backup'))
    .addOption(new Option('--level <level>', text('verify.level')).choices(LEVELS))
    .option('--no-wait', text('option.no-wait'))
    .action((id: string, options: Options) => verify(context, id, options));
}

async function verify(context: CommandContext, id: string, options: Options): Promise<void> {
  const { level } = options;
  if (level !== undefined && !READING_LEVELS.includes(level)) return drill(context, id, options);
  const { output, text } = context;
  const client = context.connect();
  const watch = await VerificationWatch.prepare(context, client, id);
  const body: VerifyBackupBody = level === undefined ? {} : { level };
  const accepted = await client.post<AcceptedView>(ROUTES.backupVerify(id), body);
  if (!options.wait) {
    output.result(accepted, () => text('verify.accepted', { id }));
    return;
  }

  const backup = await tellWhenInterrupted(context, text('verify.goes-on', { id }), () => watch.wait());
  const reached = levelName(backup.verificationLevel, text);
  output.result(backup, () =>
    text('verify.passed', { id, level: reached, time: formatTime(backup.verifiedAt) }),
  );
}

/** These levels cannot be reached by reading. */
async function drill(context: CommandContext, backupId: string, { wait }: Options): Promise<void> {
  const { output, text } = context;
  const client = context.connect();
  const body: CreateRestoreBody = { mode: 'drill' };
  const accepted = await client.post<AcceptedView>(ROUTES.backupRestores(backupId), body);
  if (!wait) {
    output.result(accepted, () => text('restore.accepted', { id: accepted.id }));
    return;
  }
  const finished = await watchRestore(context, client, accepted.id, false);
  const { drill: report } = finished;
  output.result(finished, () => (report === null ? '' : renderDrill(report, text)));
}
