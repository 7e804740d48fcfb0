/** Several databases change places as one: all of them, or none. */

import type { Application, ComponentSource } from '../domain/application.js';
import type { DatabaseReplacement } from '../domain/database-replacement.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { ComponentDriver } from '../ports/component-driver.js';
import { type Adapters, driverFor } from './adapters.js';

export interface ReplacementTarget {
  source: ComponentSource;
  replacement: DatabaseReplacement;
}

/** From here on nothing is canceled: half a swap is worse than a late answer. */
const UNCANCELED = new AbortController().signal;

/** @returns the longest time, in milliseconds, for which one of them refused connections. */
export function swapAll(adapters: Adapters, targets: readonly ReplacementTarget[]): Promise<number> {
  return allOrNone(
    adapters,
    targets,
    (driver, { source, replacement }) => driver.swap(source, replacement, UNCANCELED),
    async (driver, { source, replacement }) => {
      await driver.undo(source, replacement, UNCANCELED);
      await driver.drop(source, replacement, 'undone');
    },
  );
}

export function undoAll(adapters: Adapters, targets: readonly ReplacementTarget[]): Promise<number> {
  return allOrNone(
    adapters,
    targets,
    (driver, { source, replacement }) => driver.undo(source, replacement, UNCANCELED),
    async (driver, { source, replacement }) => {
      // With the two names exchanged, the same move goes the other way.
      const { keptName, undoneName } = replacement;
      await driver.undo(source, { ...replacement, keptName: undoneName, undoneName: keptName }, UNCANCELED);
    },
  );
}

async function allOrNone(
  adapters: Adapters,
  targets: readonly ReplacementTarget[],
  act: (driver: ComponentDriver, target: ReplacementTarget) => Promise<{ refusedMs: number }>,
  revert: (driver: ComponentDriver, target: ReplacementTarget) => Promise<void>,
): Promise<number> {
  const done: ReplacementTarget[] = [];
  let refusedMs = 0;
  for (const target of targets) {
    try {
      const report = await act(driverFor(adapters, target.source.kind), target);
      refusedMs = Math.max(refusedMs, report.refusedMs);
      done.push(target);
    } catch (error) {
      for (const earlier of done.reverse()) await revert(driverFor(adapters, earlier.source.kind), earlier);
      throw error;
    }
  }
  return refusedMs;
}

/** Pairs the recorded names with the application's components. */
export function pairWithSources(
  application: Application,
  replacements: readonly DatabaseReplacement[],
): ReplacementTarget[] {
  return replacements.map((replacement) => {
    const source = application.components.find(({ name }) => name === replacement.componentName);
    if (source !== undefined) return { source, replacement };
    throw new HoldfastError(
      'UNDO_NOT_AVAILABLE',
      `The application ${application.name} no longer has the component ${replacement.componentName}.`,
      { hint: `Its kept database is called ${replacement.keptName}.` },
    );
  });
}
