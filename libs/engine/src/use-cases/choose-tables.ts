/** Which tables of which components are meant by a list of names. */

import type { Manifest, ManifestComponent } from '../domain/manifest.js';
import { qualifiedNameKey } from '../domain/qualified-name.js';
import { HoldfastError } from '../errors/holdfast-error.js';

export interface ChosenTables {
  component: ManifestComponent;
  /** As the fingerprint names them, each once. */
  names: string[];
}

/** Throws TABLE_NOT_IN_BACKUP listing those that no component has; components without a chosen one are left out. */
export function chooseTables(manifest: Manifest, wanted: readonly string[]): ChosenTables[] {
  const keys = new Set(wanted.map(qualifiedNameKey));
  const chosen = manifest.components.map((component) => ({
    component,
    names: namesOf(component).filter((name) => keys.has(qualifiedNameKey(name))),
  }));
  const found = new Set(chosen.flatMap(({ names }) => names).map(qualifiedNameKey));
  const unknown = wanted.filter((name) => !found.has(qualifiedNameKey(name)));
  if (wanted.length === 0 || unknown.length > 0) throw notInBackup(manifest, unknown);
  return chosen.filter(({ names }) => names.length > 0);
}

export function allTables(manifest: Manifest): ChosenTables[] {
  return manifest.components.map((component) => ({ component, names: namesOf(component) }));
}

function namesOf({ fingerprint }: ManifestComponent): string[] {
  return fingerprint.tables.map(({ name }) => name);
}

function notInBackup({ backupId }: Manifest, unknown: readonly string[]): HoldfastError {
  const message =
    unknown.length === 0
      ? 'No table was chosen.'
      : `The backup ${backupId} does not hold ${unknown.length === 1 ? 'the table' : 'the tables'} ${unknown.join(', ')}.`;
  return new HoldfastError('TABLE_NOT_IN_BACKUP', message, {
    hint: 'Choose from the backup’s list of tables; names have their schema, such as public.customer. Of a partitioned table, choose its partitions.',
    details: { unknown },
  });
}
