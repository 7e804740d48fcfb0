/** What to know before the live database itself is overwritten. */

import type { ProblemNote } from '@holdfast/contract';

import { blocker, warning } from './note.js';
import type { TargetFacts } from './target-facts.js';

export function checkInPlace(facts: TargetFacts): ProblemNote[] {
  if (!facts.live) {
    const message = `Database "${facts.databaseName}" does not exist, so nothing can be restored in place.`;
    return [blocker('LIVE_MISSING', message, 'Restore by swap, or create the database first.')];
  }
  return [
    warning(
      'IN_PLACE',
      'The live database is overwritten in one transaction: the application waits meanwhile, and there is no database to swap back.',
      'The safety snapshot, if one is taken, is the way back.',
    ),
  ];
}
