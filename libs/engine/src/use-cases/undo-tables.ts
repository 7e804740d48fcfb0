/** Undo of a table-level restore, what is kept for it, and the settling of one that was cut off. */

import type { Application, ComponentSource } from '../domain/application.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { TablesReplacement } from '../ports/component-driver.js';
import { type Adapters, driverFor } from './adapters.js';

interface TablesPart {
  source: ComponentSource;
  replacement: TablesReplacement;
}

/** Half an undo is worse than a late answer. */
const UNCANCELED = new AbortController().signal;

/** Each component is one transaction: where a later one fails, calling it again goes on with that one. */
export async function undoTables(
  adapters: Adapters,
  application: Application,
  replacements: readonly TablesReplacement[],
): Promise<void> {
  const parts = await stillRestored(adapters, pairWithSources(application, replacements));
  if (parts.length === 0) {
    throw new HoldfastError('UNDO_NOT_AVAILABLE', 'What the restored tables held before is no longer kept.', {
      hint: 'The restore was undone or made final already. The safety snapshot, if one was taken, has the content too.',
    });
  }
  for (const { source, replacement } of parts) {
    await driverFor(adapters, source.kind).undoTables(source, replacement, UNCANCELED);
  }
}

export async function discardTables(
  adapters: Adapters,
  application: Application,
  replacements: readonly TablesReplacement[],
): Promise<void> {
  for (const { source, replacement } of pairWithSources(application, replacements)) {
    await driverFor(adapters, source.kind).discardTables(source, replacement);
  }
}

export async function keptTablesSizeBytes(
  adapters: Adapters,
  application: Application,
  replacements: readonly TablesReplacement[],
): Promise<number | null> {
  let total: number | null = null;
  for (const { source, replacement } of pairWithSources(application, replacements)) {
    const sizeBytes = await driverFor(adapters, source.kind).keptTablesSizeBytes(source, replacement);
    if (sizeBytes !== null) total = (total ?? 0) + sizeBytes;
  }
  return total;
}

/** Restored where every component was; otherwise those that were are undone until nothing has changed. */
export async function settleTables(
  adapters: Adapters,
  application: Application,
  replacements: readonly TablesReplacement[],
): Promise<'untouched' | 'restored'> {
  const parts = pairWithSources(application, replacements);
  const restored = await stillRestored(adapters, parts);
  if (parts.length > 0 && restored.length === parts.length) return 'restored';
  for (const { source, replacement } of restored) {
    await driverFor(adapters, source.kind).undoTables(source, replacement, UNCANCELED);
  }
  return 'untouched';
}

async function stillRestored(adapters: Adapters, parts: readonly TablesPart[]): Promise<TablesPart[]> {
  const restored: TablesPart[] = [];
  for (const part of parts) {
    const driver = driverFor(adapters, part.source.kind);
    const state = await driver.stateOfTables(part.source, part.replacement);
    if (state === 'restored') restored.push(part);
  }
  return restored;
}

function pairWithSources(application: Application, replacements: readonly TablesReplacement[]): TablesPart[] {
  return replacements.map((replacement) => {
    const source = application.components.find(({ name }) => name === replacement.componentName);
    if (source !== undefined) return { source, replacement };
    throw new HoldfastError(
      'UNDO_NOT_AVAILABLE',
      `The application ${application.name} no longer has the component ${replacement.componentName}.`,
      { hint: `What its tables held before is in the schema ${replacement.keptSchema} of its database.` },
    );
  });
}
