/** The archive's index that our own inspector added to its answer. */

import type { Inspection } from '../../../ports/component-driver.js';
import type { ArchiveIndex, PostgresInspection } from '../archive/archive-index.js';

export function archiveOf(inspection: Inspection): ArchiveIndex {
  if (!isOurs(inspection)) throw new TypeError('the inspection was not made by the PostgreSQL driver');
  return inspection.archive;
}

function isOurs(inspection: Inspection): inspection is PostgresInspection {
  return 'archive' in inspection;
}
