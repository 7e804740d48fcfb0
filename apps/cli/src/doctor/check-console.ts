/** Whether a console answers and is ready. */

import { ROUTES, type HealthView } from '@holdfast/contract';

import { CliError } from '../cli-error.js';
import type { CommandContext } from '../context.js';
import { failed, fine, note, type Finding } from './finding.js';

export interface ConsoleFinding {
  finding: Finding;
  /** The console's time, where it answered. */
  date: string | null;
}

const NOT_READY_EXIT_CODE = 1;

export async function checkConsole(context: CommandContext): Promise<ConsoleFinding> {
  const { config, text } = context;
  const name = text('doctor.console');
  try {
    const { status, body, date } = await context.connect().ask('GET', ROUTES.healthReady);
    if (!isHealth(body)) return { finding: stranger(context, name, status), date: null };
    return { finding: judge(body, context, name), date };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    const { message, exitCode } = error;
    const words = { name, message, ...(error.hint === null ? {} : { hint: error.hint }) };
    // Without a given address nobody said that a console should be running.
    return { finding: config.isUrlGiven ? failed(exitCode, words) : note(words), date: null };
  }
}

function judge({ status, checks }: HealthView, { config, text }: CommandContext, name: string): Finding {
  if (status === 'ok') return fine({ name, message: text('doctor.console.ready', { url: config.url }) });
  const broken = checks.filter(({ ok }) => !ok).map((check) => check.message ?? check.name);
  const message = text('doctor.console.not-ready', { url: config.url, reasons: broken.join(' ') });
  return failed(NOT_READY_EXIT_CODE, { name, message, hint: text('doctor.console.hint') });
}

function stranger({ config, text }: CommandContext, name: string, status: number): Finding {
  const words = {
    name,
    message: text('console.stranger', { url: config.url, status }),
    hint: text('console.stranger.hint'),
  };
  return config.isUrlGiven ? failed(new CliError('NOT_A_CONSOLE', '').exitCode, words) : note(words);
}

function isHealth(body: unknown): body is HealthView {
  return typeof body === 'object' && body !== null && 'status' in body && 'checks' in body;
}
