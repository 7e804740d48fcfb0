/** The chosen tables of one component, proven and unpacked. */

import type { ComponentSource } from '../domain/application.js';
import type { ChosenTables } from './choose-tables.js';
import type { Spool } from './spools.js';

export interface TablesTarget extends ChosenTables {
  source: ComponentSource;
  spool: Spool;
}
