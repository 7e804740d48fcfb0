/** Holdfast's side of each comparison. */

import type { RestoreResult } from '@holdfast/engine';

import type { Contender } from './contender.js';
import type { HoldfastSubject } from './holdfast-subject.js';
import { LIVE_DATABASE, type Scene } from './scene.js';

export function holdfastBackup(holdfast: HoldfastSubject): Contender {
  return {
    id: 'holdfast-backup',
    label: 'Holdfast: stored, encrypted, read back',
    prepare: () => holdfast.forget(),
    run: async () => {
      const { sizeBytes, sourceOccupiedMs } = await holdfast.backUp();
      return { storedBytes: sizeBytes, parts: { source: sourceOccupiedMs / 1000 } };
    },
  };
}

/** Against a full backup of the day before. */
export function holdfastDifferential(holdfast: HoldfastSubject): Contender {
  return {
    id: 'holdfast-differential',
    label: 'Holdfast: differential after 1 % changed and 1 % added',
    run: async () => {
      const { sizeBytes, sourceOccupiedMs } = await holdfast.backUpDifference();
      return { storedBytes: sizeBytes, parts: { source: sourceOccupiedMs / 1000 } };
    },
    cleanUp: () => holdfast.forgetDifference(),
  };
}

/** Including the start of the throw-away server that it is held in. */
export function holdfastDrill(holdfast: HoldfastSubject): Contender {
  return {
    id: 'holdfast-drill',
    label: 'Holdfast: drill in a throw-away server, compared',
    run: async () => {
      const { phases } = await holdfast.drill();
      return { parts: Object.fromEntries(phases.map(({ phase, durationMs }) => [phase, durationMs / 1000])) };
    },
  };
}

export function holdfastVerify(holdfast: HoldfastSubject): Contender {
  return {
    id: 'holdfast-verify',
    label: 'Holdfast: every byte, row and key',
    run: async () => {
      await holdfast.verify();
      return {};
    },
  };
}

export function holdfastRestore(holdfast: HoldfastSubject, { server, options }: Scene): Contender {
  let restored: RestoreResult | null = null;
  return {
    id: 'holdfast-restore',
    label: `Holdfast: verified, loaded with ${options.jobs} jobs, compared, swapped`,
    prepare: () => server.recreate(LIVE_DATABASE),
    run: async () => {
      restored = await holdfast.restore();
      const { phases } = restored.report;
      return { parts: Object.fromEntries(phases.map(({ phase, durationMs }) => [phase, durationMs / 1000])) };
    },
    cleanUp: async () => {
      if (restored !== null) await holdfast.discardKept(restored);
      restored = null;
      await server.query('postgres', [`DROP DATABASE IF EXISTS ${LIVE_DATABASE}`]);
    },
  };
}
