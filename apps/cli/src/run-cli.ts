/** One run of the command: from arguments and environment to an exit code. */

import { parseArgs } from 'node:util';

import { CommanderError } from 'commander';

import { consoleAddress } from './api/console-address.js';
import { ConsoleClient } from './api/console-client.js';
import { CliError } from './cli-error.js';
import { loadConfig, type Environment } from './config.js';
import type { CommandContext } from './context.js';
import { EXIT_CODES } from './exit-codes.js';
import { makeLocalEngine } from './local-engine.js';
import { textIn } from './messages/text.js';
import { Output } from './output/output.js';
import { reportError } from './output/report-error.js';
import type { Terminal } from './output/terminal.js';
import { buildProgram } from './program.js';

export interface Surroundings {
  environment: Environment;
  terminal: Terminal;
  /** Ctrl-C. */
  interrupt: AbortSignal;
  pollIntervalMs: number;
  makeEngine?: CommandContext['makeEngine'];
}

/** Never rejects. @returns the exit code */
export async function runCli(args: string[], surroundings: Surroundings): Promise<number> {
  const { isJson, language } = glance(args);
  const config = loadConfig(surroundings.environment, language);
  const output = new Output(surroundings.terminal, isJson);
  const text = textIn(config.language);
  let exitCode: number = EXIT_CODES.ok;
  const context: CommandContext = {
    config,
    text,
    output,
    interrupt: surroundings.interrupt,
    pollIntervalMs: surroundings.pollIntervalMs,
    connect: () =>
      new ConsoleClient({ ...consoleAddress(config, text), text, interrupt: surroundings.interrupt }),
    makeEngine: surroundings.makeEngine ?? (() => makeLocalEngine(config)),
    exitWith: (code) => (exitCode = code),
  };
  try {
    await parse(args, context);
    return exitCode;
  } catch (error) {
    return reportError(error, output, config.language, text);
  }
}

/** Language and form of the output must be known before the command line is understood: it may be wrong. */
function glance(args: string[]): { isJson: boolean; language: string | undefined } {
  const { values } = parseArgs({
    args,
    options: { json: { type: 'boolean' }, lang: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  return {
    isJson: values.json === true,
    language: typeof values.lang === 'string' ? values.lang : undefined,
  };
}

async function parse(args: string[], context: CommandContext): Promise<void> {
  const complaints: string[] = [];
  const program = buildProgram(context, (complaint) => complaints.push(complaint));
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // `--help` and `--version` end by this way too.
    if (error.exitCode === 0) return;
    throw badUsage(complaints, context);
  }
}

function badUsage(complaints: readonly string[], { text }: CommandContext): CliError {
  const said = complaints
    .join(' ')
    .replace(/^error:\s*/i, '')
    .trim();
  const message = said === '' ? text('usage.no-command') : text('usage.wrong', { complaint: said });
  return new CliError('BAD_USAGE', message, { hint: text('usage.hint') });
}
