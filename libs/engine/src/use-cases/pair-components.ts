/** The components of a backup with the application's own of the same names. */

import type { Application, ComponentSource } from '../domain/application.js';
import type { ManifestComponent } from '../domain/manifest.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { sourceOf } from './compare-restored.js';

/** Throws PREFLIGHT_FAILED where the application lacks one. */
export function pairComponents<Part extends { component: ManifestComponent }>(
  application: Application,
  parts: readonly Part[],
): (Part & { source: ComponentSource })[] {
  return parts.map((part) => {
    const source = sourceOf(application, part.component);
    if (source !== null) return { ...part, source };
    throw new HoldfastError(
      'PREFLIGHT_FAILED',
      `The backup holds the component ${part.component.name}, which the application ${application.name} does not have.`,
      { hint: 'Choose a backup of this application.' },
    );
  });
}
