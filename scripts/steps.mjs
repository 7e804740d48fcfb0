/** What the scripts tell a person: one line per step, with its duration. Built-in modules only. */
import { performance } from 'node:perf_hooks';

const isColoured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined;

function paint(code, text) {
  return isColoured ? `\u001b[${code}m${text}\u001b[0m` : text;
}

export const green = (text) => paint(32, text);
export const red = (text) => paint(31, text);
export const bold = (text) => paint(1, text);

export function say(line = '') {
  process.stdout.write(`${line}\n`);
}

export function seconds(startedAt) {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}

/** Runs `work` and reports its title, what it returns (if text), and how long it took. */
export async function step(title, work) {
  const startedAt = performance.now();
  try {
    const result = await work();
    const detail = typeof result === 'string' ? ` — ${result}` : '';
    say(`${green('✔')} ${title}${detail} (${seconds(startedAt)})`);
    return result;
  } catch (error) {
    say(`${red('✘')} ${title} (${seconds(startedAt)})`);
    throw error;
  }
}

/** Ends the process with a sentence instead of a stack trace. */
export function fail(error) {
  process.stderr.write(`\n${red('Stopped:')} ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
