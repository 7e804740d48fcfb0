/** What a check before a table-level restore is given. */

import type { TablePlacement } from '@holdfast/contract';

import type { ComponentSource } from '../../../domain/application.js';
import type { ManifestComponent } from '../../../domain/manifest.js';
import type { Inspection } from '../../../ports/component-driver.js';

export interface TablesPreflight {
  target: ComponentSource;
  component: ManifestComponent;
  /** Where the archive itself was not read, what only it can tell is left out. */
  inspection: Inspection;
  tables: readonly string[];
  placement: TablePlacement;
}
