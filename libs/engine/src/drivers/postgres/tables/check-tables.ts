/** What was found about the live tables, judged. Pure. */

import type { ProblemNote } from '@holdfast/contract';

import { blocker, info, warning } from '../preflight/note.js';
import { describeConstraint, type Constraint } from './constraints.js';
import type { LiveTable } from './live-tables.js';
import type { Surroundings } from './surroundings.js';

const ORDINARY = 'r';
const BESIDE_HINT = 'Restore the table beside under another name, or restore the whole backup.';

export function checkDatabase(surroundings: Surroundings): ProblemNote[] {
  const { role, database, canCreateSchema, isReadOnly } = surroundings;
  if (isReadOnly) {
    const message = 'The database server is a standby and takes no changes.';
    return [blocker('TABLE_NOT_RESTORABLE', message, 'Connect to its primary server.')];
  }
  if (canCreateSchema) return [];
  const message = `Role "${role}" may not make schemas in "${database}", where the previous content is kept for undo.`;
  return [
    blocker('TABLE_NOT_RESTORABLE', message, `Run: GRANT CREATE ON DATABASE "${database}" TO "${role}";`),
  ];
}

export function checkSchemas({ role, closedSchemas }: Surroundings): ProblemNote[] {
  return closedSchemas.map((schema) =>
    blocker(
      'TABLE_NOT_RESTORABLE',
      `Role "${role}" may not make tables in schema "${schema}".`,
      `Run: GRANT USAGE, CREATE ON SCHEMA "${schema}" TO "${role}";`,
    ),
  );
}

export function checkMissingTable(name: string): ProblemNote[] {
  const message = `Table ${name} does not exist; it is made anew with its indexes, keys, triggers and grants.`;
  return [info('TABLE_RECREATED', message)];
}

/** @param recorded the columns that the backup has values for. */
export function checkLiveTable(table: LiveTable, recorded: readonly string[]): ProblemNote[] {
  const refused = refusal(table);
  if (refused !== null)
    return [blocker('TABLE_NOT_RESTORABLE', `Table ${table.name} ${refused}.`, BESIDE_HINT)];
  return checkColumns(table, recorded);
}

function refusal(table: LiveTable): string | null {
  if (table.kind !== ORDINARY) return 'is not an ordinary table in the live database any more';
  if (table.isOfExtension) return 'belongs to an extension, which has rows of its own in it';
  if (!table.isOwned) return 'belongs to another role, so that this one may not replace its content';
  return table.isRowSecurityActive ? 'hides rows from this role by row-level security' : null;
}

function checkColumns({ name, columns }: LiveTable, recorded: readonly string[]): ProblemNote[] {
  const live = new Map(columns.map((column) => [column.name, column]));
  const missing = recorded.filter((column) => !live.has(column));
  const computed = recorded.filter((column) => live.get(column)?.isGenerated);
  const extra = columns.filter((column) => !column.isGenerated && !recorded.includes(column.name));
  const required = extra.filter(({ isRequired }) => isRequired);
  const refuse = (what: string): ProblemNote =>
    blocker('TABLE_NOT_RESTORABLE', `Table ${name} ${what}.`, BESIDE_HINT);
  return [
    ...(missing.length > 0
      ? [refuse(`no longer has columns that the backup has values for: ${missing.join(', ')}`)]
      : []),
    ...(computed.length > 0 ? [refuse(`now computes columns by itself: ${computed.join(', ')}`)] : []),
    ...(required.length > 0
      ? [refuse(`has new columns that need a value: ${required.map((column) => column.name).join(', ')}`)]
      : []),
    ...(extra.length > required.length ? [tellExtra(name, extra)] : []),
  ];
}

function tellExtra(name: string, extra: readonly { name: string }[]): ProblemNote {
  const named = extra.map((column) => column.name).join(', ');
  const message = `Table ${name} has columns that the backup does not know: ${named}. They get their defaults.`;
  return warning('TABLE_EXTRA_COLUMNS', message, 'What is in them now is lost; undo brings it back.');
}

export function checkConstraints(constraints: readonly Constraint[], role: string): ProblemNote[] {
  const foreign = constraints.filter(({ canAlter }) => !canAlter).map(describeConstraint);
  const off = constraints.filter(({ isSwitchedOff }) => isSwitchedOff).map(describeConstraint);
  return [
    ...foreign.map((key) => {
      const message = `Constraint ${key} touches a chosen table, and "${role}" may not set it aside.`;
      return blocker('TABLE_NOT_RESTORABLE', message, 'Use the owner of both tables or a superuser.');
    }),
    ...off.map((key) => {
      const message = `Constraint ${key} has its checks switched off (DISABLE TRIGGER).`;
      return blocker(
        'TABLE_NOT_RESTORABLE',
        message,
        'Switch them on again, or drop the key, before the restore.',
      );
    }),
  ];
}
