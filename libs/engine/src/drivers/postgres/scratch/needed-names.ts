/** Roles and tablespaces that a backup speaks of: without them it cannot be loaded. */

import type { DatabaseProperties } from '../../../domain/manifest.js';
import type { TocEntry } from '../archive/archive-index.js';
import { unquote } from './globals-statements.js';

const NAME = String.raw`(?:"(?:[^"]|"")+"|[^\s",;()]+)`;
const AFTER = '(?:TO|FROM|FOR ROLE|FOR|GRANTED BY|SESSION AUTHORIZATION)';
const ROLE_LIST = new RegExp(String.raw`\b${AFTER} (${NAME}(?:, ${NAME})*)`, 'g');
const EACH_NAME = new RegExp(NAME, 'g');
const NAMES_ROLES = new Set(['ACL', 'DEFAULT ACL', 'POLICY', 'USER MAPPING']);
/** A policy's conditions are no list of roles. */
const CONDITIONS = / (?:USING|WITH CHECK) \(/;
const NO_ROLE = new Set([
  'PUBLIC',
  'public',
  'CURRENT_USER',
  'SESSION_USER',
  'ROLE',
  'SELECT',
  'INSERT',
  'UPDATE',
  'DELETE',
  'ALL',
]);

/** One too many does no harm in a server of our own; one too few would fail the drill. */
export function neededRoles(entries: readonly TocEntry[], database: DatabaseProperties): Set<string> {
  const names = [
    ...entries.map(({ owner }) => owner),
    ...entries.filter(({ desc }) => NAMES_ROLES.has(desc)).flatMap(({ defn }) => rolesIn(defn)),
    database.owner,
    ...(database.acl ?? []).flatMap(({ grantor, grantee }) => [grantor, grantee]),
    ...database.settings.map(({ role }) => role),
  ];
  return new Set(names.filter((name) => name !== null && name !== '' && !name.startsWith('pg_')) as string[]);
}

export function neededTablespaces(entries: readonly TocEntry[], database: DatabaseProperties): Set<string> {
  const names = [...entries.map(({ tablespace }) => tablespace), database.tablespace];
  return new Set(names.filter((name) => name !== null && !name.startsWith('pg_')) as string[]);
}

function rolesIn(statements: string): string[] {
  const lists = (statements.split(CONDITIONS)[0] ?? '').matchAll(ROLE_LIST);
  return [...lists].flatMap(([, list = '']) =>
    [...list.matchAll(EACH_NAME)]
      .map(([name]) => name)
      .filter((name) => !NO_ROLE.has(name))
      .map(unquote),
  );
}
