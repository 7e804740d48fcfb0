/** The one place where a failed pipeline becomes an error that a person can act on. */

import type { ComponentSource } from '../domain/application.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { PipelineError } from '../pipeline/pipeline-error.js';
import type { ComponentDriver } from '../ports/component-driver.js';
import type { ProcessOutcome } from '../ports/process-runner.js';

const STDERR_EXCERPT_LENGTH = 300;

/** Returns the error to throw; what is no pipeline failure comes back as it is. */
export function explainFailure(error: unknown, driver: ComponentDriver, source: ComponentSource): unknown {
  if (!(error instanceof PipelineError)) return error;
  const { root } = error;
  if (root === null) return error;
  return root.owner === 'driver' ? driver.explain(root, source) : explainCodec(root, error);
}

function explainCodec(outcome: ProcessOutcome, cause: PipelineError): HoldfastError {
  const said = outcome.stderr.trim().slice(-STDERR_EXCERPT_LENGTH);
  const how =
    outcome.startError === null
      ? `ended with ${outcome.signal ?? `exit code ${String(outcome.exitCode)}`}`
      : `could not be started: ${outcome.startError.message}`;
  return new HoldfastError('TOOL_FAILED', `${outcome.label} ${how}${said === '' ? '' : `: ${said}`}.`, {
    hint: `Check that ${outcome.label} is installed, and that nothing ends it, such as a lack of memory.`,
    cause,
  });
}
