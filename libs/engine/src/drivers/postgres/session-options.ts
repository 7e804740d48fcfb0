/**
 * Settings of our own sessions, which win over `ALTER DATABASE … SET` and `ALTER ROLE … SET`.
 *
 * Dump and load use the same ones, so that text is read the way it was written, whatever the server's defaults
 * are: lc_monetary and array_nulls would otherwise corrupt data, role and read-only would make it fail.
 */

export const SQL_SESSION_OPTIONS = [
  '-c role=none',
  '-c default_transaction_read_only=off',
  '-c statement_timeout=0',
  '-c lock_timeout=0',
].join(' ');

const NEUTRAL = [
  'timezone=UTC',
  'datestyle=ISO,YMD',
  'intervalstyle=postgres',
  'extra_float_digits=3',
  'bytea_output=hex',
  'lc_monetary=C',
  'xmlbinary=base64',
  'xmloption=content',
  'array_nulls=on',
  'standard_conforming_strings=on',
  'transform_null_equals=off',
  'quote_all_identifiers=off',
  'search_path=',
  'role=none',
  'default_transaction_read_only=off',
  'statement_timeout=0',
];

/** Only a superuser may set these; for others the connection would fail. */
const NEUTRAL_FOR_SUPERUSERS = [
  'session_replication_role=origin',
  'session_preload_libraries=',
  'lc_messages=C',
];

/** Loading is repeated from the spool if the server crashes: nothing is lost by a late flush. */
const FAST_LOAD = ['synchronous_commit=off'];
const INDEX_MEMORY_MIB = 1024;

export interface ToolSession {
  isSuperuser: boolean;
  /** The database's own encoding: the dump then needs no conversion and loses no byte. */
  encoding: string;
}

export function dumpOptions(session: ToolSession): string {
  return join([...neutral(session), `client_encoding=${session.encoding}`]);
}

/** The archive itself names its encoding. */
export function loadOptions(session: ToolSession, jobs: number): string {
  const memoryMiB = Math.max(64, Math.min(512, Math.floor(INDEX_MEMORY_MIB / jobs)));
  return join([...neutral(session), ...FAST_LOAD, `maintenance_work_mem=${memoryMiB}MB`]);
}

/** For a transaction of our own that reads and writes text as dump and load do. */
export function neutralSettings(isSuperuser: boolean): { name: string; value: string }[] {
  const settings = isSuperuser ? [...NEUTRAL, 'session_replication_role=origin'] : NEUTRAL;
  return settings.map((setting) => {
    const [name = '', value = ''] = setting.split('=');
    return { name, value };
  });
}

function neutral(session: ToolSession): string[] {
  return session.isSuperuser ? [...NEUTRAL, ...NEUTRAL_FOR_SUPERUSERS] : NEUTRAL;
}

function join(settings: readonly string[]): string {
  return settings.map((setting) => `-c ${setting}`).join(' ');
}
