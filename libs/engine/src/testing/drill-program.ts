/**
 * A drill in a process of its own, so that tests can kill it or run it as another user:
 * `<root> <pgBinDir> <appId> <backupId> [stopAt] [uid | "untied"]`. Untied, its server outlives it.
 */
import type { RestorePhase } from '@holdfast/contract';

import { asHoldfastError } from '../errors/holdfast-error.js';
import { drill } from '../use-cases/drill.js';
import { adaptersIn } from './drill-adapters.js';

const [root = '', pgBinDir = '', appId = '', backupId = '', stopAt = '', how = ''] = process.argv.slice(2);
const say = (line: string) => process.stdout.write(`${line}\n`);

/** Stands still in the middle of a phase, with all that was started for it. */
function onProgress({ phase }: { phase: RestorePhase }): void {
  if (phase !== stopAt) return;
  say(`in ${phase}`);
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
}

async function run(): Promise<void> {
  const adapters = await adaptersIn(root, pgBinDir, how === 'untied' ? '/bin-without-setpriv' : undefined);
  const signal = new AbortController().signal;
  const request = {
    appId,
    backupId,
    drillId: 'drill_in_a_child',
    assertions: [],
    jobs: 2,
    onProgress,
    signal,
  };
  const { level, server } = await drill(adapters, request);
  say(`${level} on ${server.kind} ${server.version}`);
}

// Only now: everything is loaded, perhaps from where that user may not read.
if (/^\d+$/.test(how)) {
  process.setgid?.(Number(how));
  process.setuid?.(Number(how));
}
await run().catch((thrown: unknown) => {
  const { code, message, hint } = asHoldfastError(thrown);
  say(`${code} ${message} ${hint ?? ''}`);
});
