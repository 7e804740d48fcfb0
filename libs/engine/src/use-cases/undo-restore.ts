/** Undo of a restore, what is kept for it, and the settling of restores that were cut off. */

import type { Application } from '../domain/application.js';
import type { DatabaseReplacement } from '../domain/database-replacement.js';
import type { SettledRestore } from '../engine.js';
import type { ReplacementState } from '../ports/component-driver.js';
import { type Adapters, driverFor } from './adapters.js';
import { pairWithSources, type ReplacementTarget, undoAll } from './swap-all.js';

export function undoRestore(
  adapters: Adapters,
  application: Application,
  replacements: readonly DatabaseReplacement[],
): Promise<number> {
  return undoAll(adapters, pairWithSources(application, replacements));
}

export async function discardKept(
  adapters: Adapters,
  application: Application,
  replacements: readonly DatabaseReplacement[],
): Promise<void> {
  for (const { source, replacement } of pairWithSources(application, replacements)) {
    const driver = driverFor(adapters, source.kind);
    await driver.drop(source, replacement, 'kept');
    await driver.drop(source, replacement, 'undone');
  }
}

export async function keptSizeBytes(
  adapters: Adapters,
  application: Application,
  replacements: readonly DatabaseReplacement[],
): Promise<number | null> {
  let total: number | null = null;
  for (const { source, replacement } of pairWithSources(application, replacements)) {
    const sizeBytes = await driverFor(adapters, source.kind).keptSizeBytes(source, replacement);
    if (sizeBytes !== null) total = (total ?? 0) + sizeBytes;
  }
  return total;
}

export async function replacementStates(
  adapters: Adapters,
  application: Application,
  replacements: readonly DatabaseReplacement[],
): Promise<ReplacementState[]> {
  const states: ReplacementState[] = [];
  for (const target of pairWithSources(application, replacements))
    states.push(await stateOf(adapters, target));
  return states;
}

/** Finished where every component was swapped; otherwise rolled back until nothing has changed. */
export async function settleRestore(
  adapters: Adapters,
  application: Application,
  replacements: readonly DatabaseReplacement[],
): Promise<SettledRestore> {
  const targets = pairWithSources(application, replacements);
  const states = await replacementStates(adapters, application, replacements);
  if (states.length > 0 && states.every((state) => state === 'swapped')) return { outcome: 'swapped' };
  for (const [index, target] of targets.entries()) {
    if (states[index] === 'swapped') await undoAll(adapters, [target]);
    const driver = driverFor(adapters, target.source.kind);
    await driver.drop(target.source, target.replacement, 'undone');
    await driver.drop(target.source, target.replacement, 'beside');
  }
  return { outcome: 'untouched' };
}

function stateOf(adapters: Adapters, { source, replacement }: ReplacementTarget): Promise<ReplacementState> {
  return driverFor(adapters, source.kind).state(source, replacement);
}
