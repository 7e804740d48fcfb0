/** Runs one program whose output is small, such as a version. */

import { Readable } from 'node:stream';

import type { ProcessRunner, ProcessSpec } from '../ports/process-runner.js';
import { runPipeline } from './run-pipeline.js';

const MAX_OUTPUT_BYTES = 4 * 1024 * 1024;

export interface CaptureOptions {
  /** What the program reads; left out, it reads end of file at once. */
  input?: string;
  signal?: AbortSignal;
}

/** Its standard output as text. Throws a PipelineError where it fails, or writes more than 4 MiB. */
export async function captureOutput(
  runner: ProcessRunner,
  spec: ProcessSpec,
  { input, signal }: CaptureOptions = {},
): Promise<string> {
  const { value } = await runPipeline(runner, {
    stages: [spec],
    ...(input !== undefined && { source: Readable.from([Buffer.from(input)], { objectMode: false }) }),
    sink: collect,
    signal: signal ?? new AbortController().signal,
  });
  return value;
}

async function collect(output: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of output as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_OUTPUT_BYTES) throw new Error('The program wrote more than 4 MiB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
