/**
 * A drill: verify, start a scratch server, load, compare, ask the administrator's questions.
 *
 * The application's own servers are never contacted. Whatever happens, the scratch server, its database and every
 * file of the drill are gone when this returns or throws.
 */
import type { AssertionResult, DrillReport } from '@holdfast/contract';

import type { DrillRequest } from '../engine.js';
import { readBaseChain } from '../package/base-chain.js';
import { authenticityOf } from '../package/manifest-signature.js';
import { type Adapters, driverFor } from './adapters.js';
import type { DrillPlan, DrillTarget } from './drill-plan.js';
import { assertAllTrue, assertMatched, drillReport } from './drill-report.js';
import { DrillWorkspace } from './drill-workspace.js';
import { PhaseRecorder } from './phase-recorder.js';
import { compareScratch, loadScratch } from './load-scratch.js';
import { Spools, type Spool } from './spools.js';
import { disposeServers, startServers } from './start-servers.js';
import { readingFrom, verifyAttachments } from './verify-backup.js';

/**
 * Throws DRILL_FAILED where it could not be restored or does not equal the backup, ASSERTION_FAILED where a question
 * was not answered with true. Their `details.drill` is the report of how far it came.
 */
export async function drill(base: Adapters, request: DrillRequest): Promise<DrillReport> {
  const adapters = readingFrom(base, request);
  const workspace = new DrillWorkspace(adapters, request.drillId);
  const spools = new Spools(adapters, `drill-${request.drillId}`);
  const phases = new PhaseRecorder(adapters.clock, request.onProgress);
  const targets: DrillTarget[] = [];
  const startedMs = adapters.clock.monotonicMs();
  try {
    const chain = await readBaseChain(adapters.destination, request);
    const isTrusted = chain.every((one) => authenticityOf(one, adapters.keyring()) === 'own');
    const plan = { adapters, request, phases, workspace, manifest: chain[0], isTrusted };
    const spooled = await verify(plan, spools);
    const notes = await startServers(plan, spooled, targets);
    notes.push(...(await loadScratch(plan, targets)));
    const comparisons = await compareScratch(plan, targets);
    const recoveryMs = Math.round(adapters.clock.monotonicMs() - startedMs);
    const report = drillReport(targets, { recoveryMs, phases: phases.reports, comparisons, notes });
    assertMatched(report, comparisons);
    const asked = { ...report, assertions: await ask(plan, targets) };
    assertAllTrue(asked);
    return asked;
  } finally {
    await disposeServers(adapters, targets);
    await spools.remove();
    await workspace.remove();
  }
}

function verify({ adapters, request, phases, manifest }: DrillPlan, spools: Spools): Promise<Spool[]> {
  const { signal } = request;
  return phases.run('verifying', signal, async (report) => {
    await verifyAttachments(adapters, request, manifest, signal);
    const bytesTotal = manifest.components.reduce((total, { object }) => total + object.sizeBytes, 0);
    const filled: Spool[] = [];
    let bytesBefore = 0;
    for (const component of manifest.components) {
      const onBytes = (bytes: number): void => report({ bytesDone: bytesBefore + bytes, bytesTotal });
      filled.push(await spools.fill(request, component, onBytes, signal));
      bytesBefore += component.object.sizeBytes;
    }
    return filled;
  });
}

/** With several components the questions go to the first one. */
async function ask(
  { adapters, request, phases }: DrillPlan,
  targets: readonly DrillTarget[],
): Promise<AssertionResult[]> {
  const [target] = targets;
  if (request.assertions.length === 0 || target === undefined) return [];
  return phases.run('asserting', request.signal, async () => {
    const driver = driverFor(adapters, target.spool.component.kind);
    const restored = driver.besideSource(target.server.source, target.replacement);
    return driver.askAssertions(restored, request.assertions, request.signal);
  });
}
