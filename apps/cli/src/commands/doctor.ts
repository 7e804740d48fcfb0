/** `holdfast doctor`: checks this machine; needs no console. */

import type { Command } from 'commander';

import type { CommandContext } from '../context.js';
import { checkClock } from '../doctor/check-clock.js';
import { checkConsole } from '../doctor/check-console.js';
import { checkNode } from '../doctor/check-node.js';
import { checkStorage } from '../doctor/check-storage.js';
import { checkTools } from '../doctor/check-tools.js';
import type { Finding } from '../doctor/finding.js';
import { printable } from '../output/printable.js';

const MARKS: Readonly<Record<Finding['level'], string>> = { ok: '✓', note: '·', failed: '✗' };
/** Where several things failed, what has to be mended first decides. */
const EXIT_CODES_BY_WEIGHT = [13, 14];

export function registerDoctor(program: Command, context: CommandContext): void {
  const { text } = context;
  program
    .command('doctor')
    .summary(text('doctor.summary'))
    .description(text('doctor.about'))
    .action(() => doctor(context));
}

async function doctor(context: CommandContext): Promise<void> {
  const { output, text } = context;
  const findings = await examine(context);
  const exitCode = exitCodeOf(findings);
  output.result({ isOk: exitCode === 0, exitCode, checks: findings }, () => {
    const verdict = text(exitCode === 0 ? 'doctor.well' : 'doctor.ill');
    return `${findings.map(render).join('\n')}\n\n${verdict}`;
  });
  context.exitWith(exitCode);
}

async function examine(context: CommandContext): Promise<Finding[]> {
  const { config, text } = context;
  const engine = await context.makeEngine();
  const [tools, storage, { finding, date }] = await Promise.all([
    checkTools(engine, text),
    checkStorage(config.storagePath, text),
    checkConsole(context),
  ]);
  const node = checkNode(process.versions.node, text);
  return [node, ...tools, ...storage, checkClock(engine.now(), date, text), finding];
}

function exitCodeOf(findings: readonly Finding[]): number {
  const codes = findings.map(({ exitCode }) => exitCode).filter((code) => code !== 0);
  return EXIT_CODES_BY_WEIGHT.find((code) => codes.includes(code)) ?? codes[0] ?? 0;
}

function render({ level, name, message, hint }: Finding): string {
  const line = `${MARKS[level]} ${name}: ${message}`;
  return printable(hint === null ? line : `${line}\n  → ${hint}`);
}
