/** `npm run bench`: how fast Holdfast is beside PostgreSQL's own programs, on this machine. */

import { collectGarbageLessOften } from '@holdfast/engine';

import { runBench } from './bench.js';
import { readOptions, USAGE } from './options.js';

collectGarbageLessOften();
const stop = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

try {
  await runBench({
    options: readOptions(process.argv.slice(2)),
    signal: stop.signal,
    say: (line) => process.stderr.write(`${line}\n`),
    print: (text) => process.stdout.write(`${text}\n`),
  });
} catch (error) {
  if (stop.signal.aborted) process.stderr.write('Stopped; everything was removed.\n');
  else process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  process.exitCode = 1;
}
