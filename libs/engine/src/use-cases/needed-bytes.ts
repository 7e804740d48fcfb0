/** How much space a restore takes on the database server, estimated from what is known beforehand. Pure. */

import type { ManifestComponent } from '../domain/manifest.js';
import type { PreviewRequest } from '../engine.js';
import type { TargetExamination } from '../ports/component-driver.js';

/** Tables with their indexes need more than their text: about twice as much, as the disk check before a restore has it. */
const USUAL_GROWTH = 2;

export function neededBytes(
  { strategy, placement }: Pick<PreviewRequest, 'strategy' | 'placement'>,
  component: ManifestComponent,
  names: readonly string[],
  { liveSizeBytes }: TargetExamination,
): number {
  if (strategy === 'tables') {
    const textBytes = textOf(component, names);
    // The previous content is kept beside the new one; how much that is, is not known better than by the backup.
    return USUAL_GROWTH * textBytes * (placement === 'replace' ? 2 : 1);
  }
  const grownBytes = USUAL_GROWTH * component.raw.sizeBytes;
  // Where the live database is larger, many indexes make it so, and a second one will have them too.
  return strategy === 'swap' ? Math.max(grownBytes, liveSizeBytes ?? 0) : grownBytes;
}

function textOf({ fingerprint }: ManifestComponent, names: readonly string[]): number {
  const chosen = new Set(names);
  return fingerprint.tables.reduce((total, { name, bytes }) => total + (chosen.has(name) ? bytes : 0), 0);
}
