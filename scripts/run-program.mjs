/** Starts a program, waits for its end, and keeps what it said. Built-in modules only. */
import { spawn } from 'node:child_process';

const KEPT_BYTES = 200_000;

/**
 * Resolves with exit code and output (standard output and error, mixed); never rejects.
 * `input` is its standard input; `onOutput` sees the text as it comes. A program that cannot be started has the code 127.
 */
export function runProgram(program, args, { onOutput, input, ...options } = {}) {
  return new Promise((resolve) => {
    const stdin = input === undefined ? 'ignore' : 'pipe';
    const child = spawn(program, args, { stdio: [stdin, 'pipe', 'pipe'], ...options });
    child.stdin?.on('error', () => {}).end(input);
    let output = '';
    const collect = (chunk) => {
      output = (output + chunk).slice(-KEPT_BYTES);
      onOutput?.(chunk);
    };
    child.stdout?.setEncoding('utf8').on('data', collect);
    child.stderr?.setEncoding('utf8').on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) => resolve({ code: code ?? 128, signal, output }));
  });
}

/** Like `runProgram`, but a failure is an error that carries the end of the output. */
export async function mustRun(program, args, options) {
  const result = await runProgram(program, args, options);
  if (result.code === 0) return result.output;
  const said = result.output.trim().split('\n').slice(-25).join('\n');
  throw new Error(`${program} ${args.join(' ')} failed (exit code ${result.code}):\n${said}`);
}
