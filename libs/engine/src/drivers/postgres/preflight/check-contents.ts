/** Does the server have what the backup refers to: extensions, roles, locale? */

import type { ProblemNote } from '@holdfast/contract';

import type { DatabaseProperties, ManifestComponent } from '../../../domain/manifest.js';
import { blocker, warning } from './note.js';
import type { TargetFacts } from './target-facts.js';

/** Part of every new database. */
const ALWAYS_THERE = 'plpgsql';

export function checkContents(facts: TargetFacts, component: ManifestComponent): ProblemNote[] {
  const { database } = component;
  return [
    ...database.extensions.flatMap((extension) => checkExtension(facts, extension)),
    ...checkRoles(facts, database),
    ...checkLocale(facts, database),
  ];
}

function checkExtension(
  facts: TargetFacts,
  { name, version }: DatabaseProperties['extensions'][number],
): ProblemNote[] {
  if (name === ALWAYS_THERE) return [];
  const available = facts.extensions.get(name);
  if (!available) {
    const message = `Extension "${name}" is not installed on the database server.`;
    return [blocker('EXTENSION_MISSING', message, `Install the package that brings "${name}" ${version}.`)];
  }
  const notes: ProblemNote[] = [];
  if (!available.versions.includes(version)) {
    const offered = available.versions.join(', ');
    const message = `Extension "${name}" was version ${version}; the server offers ${offered}.`;
    notes.push(warning('EXTENSION_VERSION', message, 'Its default version will be used.'));
  }
  if (available.needsSuperuser && !facts.server.isSuperuser) {
    const message = `Extension "${name}" can be created by superusers only, and "${facts.role}" is none.`;
    notes.push(warning('EXTENSION_NEEDS_SUPERUSER', message, 'If the restore fails on it, use a superuser.'));
  }
  return notes;
}

function checkRoles(facts: TargetFacts, database: DatabaseProperties): ProblemNote[] {
  const named = new Set<string>();
  for (const { grantor, grantee } of database.acl ?? [])
    for (const role of [grantor, grantee]) add(named, role);
  for (const { role } of database.settings) add(named, role);
  named.delete(database.owner);
  const missing = [...named].filter((role) => !facts.roles.has(role));
  const notes = missing.map((role) =>
    warning('ROLE_MISSING', `Role "${role}" does not exist; what it was granted is lost.`, createRole(role)),
  );
  if (facts.roles.has(database.owner)) return notes;
  const message = `Role "${database.owner}", which owns the database in the backup, does not exist.`;
  return [blocker('OWNER_MISSING', message, createRole(database.owner)), ...notes];
}

function add(roles: Set<string>, role: string | null): void {
  if (role !== null) roles.add(role);
}

function createRole(role: string): string {
  return `Run: CREATE ROLE "${role.replaceAll('"', '""')}"; the backup’s globals.sql has all roles.`;
}

function checkLocale(facts: TargetFacts, database: DatabaseProperties): ProblemNote[] {
  if (facts.isLocaleKnown) return [];
  const message = `Locale "${database.collate}" seems not to be installed on the database server.`;
  return [
    warning('LOCALE_UNKNOWN', message, 'Install it (for example with locale-gen) and restart PostgreSQL.'),
  ];
}
