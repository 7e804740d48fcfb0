/** Entry point: connects the command to this process. */

import { processEnvironment } from './config.js';
import { EXIT_CODES } from './exit-codes.js';
import { endQuietlyWhenNobodyReads, processTerminal } from './output/terminal.js';
import { runCli } from './run-cli.js';

const POLL_INTERVAL_MS = 1000;

const interrupted = new AbortController();

// The first Ctrl-C ends the waiting, the second one the command.
process.on('SIGINT', () => {
  if (interrupted.signal.aborted) process.exit(EXIT_CODES.interrupted);
  interrupted.abort();
});
endQuietlyWhenNobodyReads(process.stdout, () => process.exit());

// Not process.exit(): what was written to a pipe must still be read.
process.exitCode = await runCli(process.argv.slice(2), {
  environment: processEnvironment(),
  terminal: processTerminal(),
  interrupt: interrupted.signal,
  pollIntervalMs: POLL_INTERVAL_MS,
});
