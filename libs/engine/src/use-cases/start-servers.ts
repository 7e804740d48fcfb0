/** Gets a scratch server for each component of a drill, and rid of it again. */

import type { ProblemNote } from '@holdfast/contract';

import { asHoldfastError, HoldfastError } from '../errors/holdfast-error.js';
import type { ScratchServer } from '../ports/component-driver.js';
import { type Adapters, driverFor } from './adapters.js';
import type { DrillPlan, DrillTarget } from './drill-plan.js';
import type { Spool } from './spools.js';

/** Of no interest where nothing is replaced, or said in other words here. */
const BESIDE_THE_POINT = new Set(['LIVE_MISSING', 'LOCALE_UNKNOWN', 'DISK_UNKNOWN', 'SERVER_NEWER']);

/** @param targets gets each one as soon as its server runs, so that it is disposed of whatever comes next. */
export function startServers(
  plan: DrillPlan,
  spools: readonly Spool[],
  targets: DrillTarget[],
): Promise<ProblemNote[]> {
  return plan.phases.run('starting-server', plan.request.signal, async () => {
    const notes: ProblemNote[] = [];
    for (const spool of spools) {
      const server = await start(plan, spool);
      const driver = driverFor(plan.adapters, spool.component.kind);
      const replacement = driver.planReplacement(server.source, plan.request.drillId);
      targets.push({ spool, server, replacement });
      notes.push(...server.notes, ...(await check(plan, server)));
    }
    return notes;
  });
}

async function start(plan: DrillPlan, { component, inspection }: Spool): Promise<ScratchServer> {
  const { adapters, request, workspace, manifest, isTrusted } = plan;
  const prepared = await workspace.prepare(request, manifest, component, request.signal);
  return driverFor(adapters, component.kind).startScratchServer({
    component,
    inspection,
    isTrusted,
    ...prepared,
    connection: adapters.scratchServer,
    signal: request.signal,
  });
}

/** Throws PREFLIGHT_FAILED where the backup cannot be loaded here: that says nothing against the backup. */
async function check(
  { adapters, request }: DrillPlan,
  { source, component, kind, version }: ScratchServer,
): Promise<ProblemNote[]> {
  const driver = driverFor(adapters, component.kind);
  const found = await driver.preflight(source, component, 'swap', request.signal);
  const blockers = found.filter(({ severity }) => severity === 'blocker');
  if (blockers.length > 0) throw cannotBeLoaded(blockers, kind);
  const newer = found.some(({ code }) => code === 'SERVER_NEWER');
  return [
    ...found.filter(({ code, severity }) => severity === 'warning' && !BESIDE_THE_POINT.has(code)),
    ...(newer ? [onNewerServer(component.engine.version, version)] : []),
  ];
}

function cannotBeLoaded(blockers: readonly ProblemNote[], kind: ScratchServer['kind']): HoldfastError {
  const elsewhere = ['Or name a server that fits in DRILL_DATABASE_URL.'];
  const hints = [
    ...blockers.flatMap(({ hint }) => (hint === null || hint === '' ? [] : [hint])),
    ...(kind === 'throw-away' ? elsewhere : []),
  ];
  const message = `The backup cannot be drilled here. ${blockers.map(({ message: text }) => text).join(' ')}`;
  return new HoldfastError('PREFLIGHT_FAILED', message, { hint: hints.join(' '), details: { blockers } });
}

function onNewerServer(original: string, used: string): ProblemNote {
  return {
    code: 'DRILL_SERVER_NEWER',
    severity: 'info',
    message: `The backup is from version ${original}; the drill ran on ${used}.`,
    hint: 'Install a server of the original version to run the drill on the same one.',
  };
}

/** Never throws: the drill's own outcome is the one to tell. */
export async function disposeServers(adapters: Adapters, targets: readonly DrillTarget[]): Promise<void> {
  for (const { server, spool } of targets) {
    try {
      await server.dispose();
    } catch (error) {
      adapters.logger.warn('What a drill left on its server could not be removed yet', {
        component: spool.component.name,
        reason: asHoldfastError(error).message,
      });
    }
  }
}
