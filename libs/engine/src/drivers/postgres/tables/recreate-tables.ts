/** Tables that are gone from the live database are made anew from the archive, with all that belongs to them. */

import type { ProblemNote } from '@holdfast/contract';
import { escapeIdentifier } from 'pg';

import type { ArchiveIndex, TocEntry } from '../archive/archive-index.js';
import { info, warning } from '../preflight/note.js';
import type { SqlSession } from '../sql-session.js';
import type { ArchiveTable } from './archive-tables.js';
import { type BelongingEntries, belongingEntries } from './belonging-entries.js';
import { attempt } from './explain-table-error.js';
import { readLiveTables } from './live-tables.js';
import { optionally } from './optionally.js';
import { revokeDefaultGrants } from './own-grants.js';
import { asSql, parseTableName } from './table-name.js';

/** Without them the data is whole: what fails is told. */
const OPTIONAL = new Set(['SECURITY LABEL', 'ACL', 'PUBLICATION TABLE']);
const MAX_NAMED = 10;

/** @returns the schemas of these tables that do not exist. */
export async function findMissingSchemas(session: SqlSession, names: readonly string[]): Promise<string[]> {
  const { rows } = await session.query<{ schema: string }>(
    `SELECT DISTINCT schema FROM unnest($1::text[]) AS wanted (schema)
      WHERE NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = schema)`,
    [names.map((name) => parseTableName(name).schema)],
  );
  return rows.map(({ schema }) => schema);
}

export class Recreation {
  readonly notes: ProblemNote[] = [];
  readonly #session: SqlSession;
  readonly #tables: readonly ArchiveTable[];
  readonly #entries: BelongingEntries;

  constructor(
    session: SqlSession,
    archive: ArchiveIndex,
    tables: readonly ArchiveTable[],
    missingSchemas: readonly string[],
  ) {
    this.#session = session;
    this.#tables = tables;
    const schemas = archive.entries.filter(
      ({ desc, tag }) => desc === 'SCHEMA' && missingSchemas.includes(tag),
    );
    const definitions = tables.flatMap(({ definition }) => definition ?? []);
    const isNeeded = tables.length > 0;
    this.#entries = belongingEntries(archive, isNeeded ? [...schemas, ...definitions] : []);
  }

  /** Empty tables, ready to be loaded. */
  async begin(): Promise<void> {
    for (const entry of this.#entries.structure) await this.#run(entry);
    const made = await readLiveTables(
      this.#session,
      this.#tables.map(({ name }) => name),
    );
    for (const { oid } of made) await revokeDefaultGrants(this.#session, oid);
    for (const { desc, tag, owner } of this.#entries.structure) {
      if (desc === 'SCHEMA') await this.#giveToOwner('SCHEMA', escapeIdentifier(tag), owner);
    }
    for (const { name, definition } of this.#tables) {
      await this.#giveToOwner('TABLE', asSql(name), definition?.owner ?? '');
    }
  }

  makesSchema(schema: string): boolean {
    return this.#entries.structure.some(({ desc, tag }) => desc === 'SCHEMA' && tag === schema);
  }

  /** Indexes, constraints and all else, once every table is loaded. */
  async finish(): Promise<void> {
    for (const entry of this.#entries.finishing) {
      if (OPTIONAL.has(entry.desc)) await this.#tryRun(entry);
      else await this.#run(entry);
    }
    this.#tellDependents();
  }

  async #run(entry: TocEntry): Promise<void> {
    await this.#choosePlace(entry);
    await attempt(`${entry.desc} ${entry.tag} could not be recreated`, () => this.#session.query(entry.defn));
  }

  async #tryRun(entry: TocEntry): Promise<void> {
    const reason = await optionally(this.#session, entry.defn);
    if (reason === null) return;
    const message = `${entry.desc} of ${entry.tag} was not restored: ${reason}`;
    this.notes.push(
      warning('TABLE_GRANTS_NOT_RESTORED', message, 'Cure the reason, then run the GRANT yourself.'),
    );
  }

  /** As pg_restore does: what the archive keeps beside the statement. */
  async #choosePlace({ desc, tablespace, accessMethod }: TocEntry): Promise<void> {
    if (!['TABLE', 'INDEX', 'CONSTRAINT'].includes(desc)) return;
    await this.#session.query(
      `SELECT pg_catalog.set_config('default_tablespace',
         COALESCE((SELECT spcname FROM pg_catalog.pg_tablespace WHERE spcname = $1), ''), true)`,
      [tablespace ?? ''],
    );
    if (accessMethod === null) return;
    await this.#session.query(`SELECT pg_catalog.set_config('default_table_access_method', $1, true)`, [
      accessMethod,
    ]);
  }

  /** Sequences that belong to a table go with it. */
  async #giveToOwner(kind: 'SCHEMA' | 'TABLE', name: string, owner: string): Promise<void> {
    if (owner === '') return;
    const statement = `ALTER ${kind} ${name} OWNER TO ${escapeIdentifier(owner)}`;
    const reason = await optionally(this.#session, statement);
    if (reason === null) return;
    const message = `${name} belonged to "${owner}" and now belongs to the role that restored it: ${reason}`;
    this.notes.push(warning('TABLE_OWNER_NOT_RESTORED', message, `As a superuser, run: ${statement};`));
  }

  #tellDependents(): void {
    const { dependents } = this.#entries;
    if (dependents.length === 0) return;
    const named = dependents.slice(0, MAX_NAMED).map(({ desc, tag }) => `${desc.toLowerCase()} ${tag}`);
    const more = dependents.length > MAX_NAMED ? ` and ${dependents.length - MAX_NAMED} more` : '';
    const message = `In the backup these depended on the recreated tables, and are not restored with them: ${named.join(', ')}${more}.`;
    const hint =
      'Those that went when the tables were dropped must be made again, or come with a whole restore.';
    this.notes.push(info('TABLE_DEPENDENTS_NOT_RESTORED', message, hint));
  }
}
