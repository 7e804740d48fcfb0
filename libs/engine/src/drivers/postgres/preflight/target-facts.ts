/** What a restore must know of its target, read in one go. */

import type { ManifestComponent } from '../../../domain/manifest.js';
import { parseConnection } from '../connection.js';
import { readServerInfo, type ServerInfo } from '../server-info.js';
import type { SqlSession } from '../sql-session.js';
import { countSessions, type SessionCount } from '../swap/count-sessions.js';
import { readSwapRights, type SwapRights } from '../swap-rights.js';
import type { ComponentSource } from '../../../domain/application.js';

export interface LiveDatabase {
  oid: number;
  rights: SwapRights;
  preparedTransactions: string[];
  replicationSlots: string[];
  subscriptions: string[];
  sessions: SessionCount;
}

export interface TargetFacts {
  databaseName: string;
  server: ServerInfo;
  role: string;
  canCreate: boolean;
  /** Null where the live database does not exist. */
  live: LiveDatabase | null;
  roles: ReadonlySet<string>;
  /** Versions that could be installed, by extension; and whether only a superuser may. */
  extensions: ReadonlyMap<string, { versions: string[]; needsSuperuser: boolean }>;
  isLocaleKnown: boolean;
}

const LIVE = `
  SELECT d.oid::int8::text AS oid,
    ARRAY(SELECT gid FROM pg_catalog.pg_prepared_xacts WHERE database = d.datname ORDER BY gid)
      AS "preparedTransactions",
    ARRAY(SELECT slot_name::text FROM pg_catalog.pg_replication_slots WHERE database = d.datname ORDER BY 1)
      AS "replicationSlots",
    ARRAY(SELECT subname::text FROM pg_catalog.pg_subscription WHERE subdbid = d.oid ORDER BY 1)
      AS subscriptions
    FROM pg_catalog.pg_database d WHERE d.datname = $1`;

const EXTENSIONS = `
  SELECT name, array_agg(version) AS versions,
         bool_and(superuser AND COALESCE((to_jsonb(v) ->> 'trusted')::bool, false) = false) AS "needsSuperuser"
    FROM pg_catalog.pg_available_extension_versions v WHERE name = ANY($1) GROUP BY name`;

/** The collations were collected when the server was set up; databases may use later ones. */
const LOCALE = `
  SELECT EXISTS (SELECT FROM pg_catalog.pg_collation WHERE collcollate::text = $1)
      OR EXISTS (SELECT FROM pg_catalog.pg_database WHERE datcollate::text = $1)
      OR $1 IN ('C', 'POSIX') AS "isKnown"`;

/** @param session a maintenance session. */
export async function readTargetFacts(
  session: SqlSession,
  target: ComponentSource,
  component: ManifestComponent,
): Promise<TargetFacts> {
  const { database: databaseName, user } = parseConnection(target);
  const { extensions, collate } = component.database;
  const roles = await session.query<{ name: string }>('SELECT rolname AS name FROM pg_catalog.pg_roles');
  const canCreate = await session.query<{ can: boolean }>(
    'SELECT rolcreatedb OR rolsuper AS can FROM pg_catalog.pg_roles WHERE rolname = current_user',
  );
  const available = await session.query<{ name: string; versions: string[]; needsSuperuser: boolean }>(
    EXTENSIONS,
    [extensions.map((extension) => extension.name)],
  );
  const locale = await session.query<{ isKnown: boolean }>(LOCALE, [collate]);
  return {
    databaseName,
    server: await readServerInfo(session),
    role: user,
    canCreate: canCreate.rows[0]?.can ?? false,
    live: await readLive(session, databaseName),
    roles: new Set(roles.rows.map((row) => row.name)),
    extensions: new Map(available.rows.map((row) => [row.name, row])),
    isLocaleKnown: locale.rows[0]?.isKnown ?? false,
  };
}

type LiveRow = Pick<LiveDatabase, 'preparedTransactions' | 'replicationSlots' | 'subscriptions'> & {
  oid: string;
};

async function readLive(session: SqlSession, name: string): Promise<LiveDatabase | null> {
  const live = (await session.query<LiveRow>(LIVE, [name])).rows[0];
  const rights = await readSwapRights(session, name);
  if (!live || !rights) return null;
  const oid = Number(live.oid);
  return { ...live, oid, rights, sessions: await countSessions(session, oid) };
}
