/** The command line: every verb, and the options that all of them have. */

import { Command, Option } from 'commander';

import { registerBackup } from './commands/backup.js';
import { registerDelete } from './commands/delete.js';
import { registerDoctor } from './commands/doctor.js';
import { registerCatalog } from './commands/catalog.js';
import { registerKeys } from './commands/keys.js';
import { registerList } from './commands/list.js';
import { registerRecover } from './commands/recover.js';
import { registerRestore } from './commands/restore.js';
import { registerScheduler } from './commands/scheduler.js';
import { registerShow } from './commands/show.js';
import { registerStatus } from './commands/status.js';
import { registerUndo } from './commands/undo.js';
import { registerVerify } from './commands/verify.js';
import type { CommandContext } from './context.js';
import { LANGUAGES } from './messages/language.js';
import type { Text } from './messages/text.js';
import { ownVersion } from './version.js';

/** In the order in which `--help` shows them. */
const REGISTER = [
  registerStatus,
  registerBackup,
  registerList,
  registerShow,
  registerVerify,
  registerRestore,
  registerUndo,
  registerDelete,
  registerScheduler,
  registerRecover,
  registerKeys,
  registerCatalog,
  registerDoctor,
];

/** @param refuse gets each complaint about the command line, in the words of commander */
export function buildProgram(context: CommandContext, refuse: (complaint: string) => void): Command {
  const { output, text } = context;
  const { stdout, stderr } = output.terminal;
  const program = new Command('holdfast')
    .description(text('program.about'))
    .version(ownVersion(), '-V, --version', text('option.version'))
    .option('--json', text('option.json'))
    .addOption(new Option('--lang <language>', text('option.lang')).choices(LANGUAGES))
    .helpOption('-h, --help', text('option.help'))
    .helpCommand('help [command]', text('help.about'))
    .addHelpText('after', `\n${text('program.environment')}`)
    .exitOverride()
    .configureOutput({
      writeOut: (words) => stdout.write(words),
      writeErr: (words) => stderr.write(words),
      outputError: refuse,
      getOutHelpWidth: () => output.terminal.columns,
      getErrHelpWidth: () => output.terminal.columns,
    })
    .configureHelp({ showGlobalOptions: true, styleTitle: (title) => titleIn(text, title) });
  for (const register of REGISTER) register(program, context);
  translateHelpOption(program, text);
  return program;
}

/** Commander knows its headings in English only. */
function titleIn(text: Text, title: string): string {
  switch (title) {
    case 'Usage:':
      return text('help.usage');
    case 'Arguments:':
      return text('help.arguments');
    case 'Options:':
      return text('help.options');
    case 'Global Options:':
      return text('help.global-options');
    case 'Commands:':
      return text('help.commands');
    default:
      return title;
  }
}

/** Subcommands do not inherit the words of `--help`. */
function translateHelpOption(program: Command, text: Text): void {
  for (const command of program.commands) {
    command.helpOption('-h, --help', text('option.help'));
    translateHelpOption(command, text);
  }
}
