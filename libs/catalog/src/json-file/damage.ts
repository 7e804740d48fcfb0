/** Words for files that do not hold what the catalog wrote. */

import type { z } from 'zod';

import { CatalogError } from '../catalog-error.js';

const REPAIR_HINT =
  'Nothing was changed. Put back a good copy. Where there is none, run “holdfast catalog rebuild”: it moves what is damaged aside, and backups are taken in again from their packages.';

const MAX_NAMED_ISSUES = 3;

/** `what` completes "The catalog file … ". */
export function damaged(path: string, what: string, hint = REPAIR_HINT): CatalogError {
  return new CatalogError('CATALOG_DAMAGED', `The catalog file ${path} ${what}.`, hint);
}

/** Where and what, never the values: they may be secret. */
export function describeIssues(error: z.ZodError): string {
  const named = error.issues.slice(0, MAX_NAMED_ISSUES).map((issue) => {
    const place = issue.path.map(String).join('.');
    return place === '' ? issue.message : `${place}: ${issue.message}`;
  });
  const rest = error.issues.length - named.length;
  return named.join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}
