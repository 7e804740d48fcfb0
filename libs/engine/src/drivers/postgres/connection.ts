/** Connection addresses: from a URL to their parts and back. */

import { HoldfastError } from '../../errors/holdfast-error.js';
import type { ComponentSource } from '../../domain/application.js';
import { Secret } from '../../domain/secret.js';

export interface PostgresConnection {
  /** A name, an address, or the directory of a unix socket. */
  host: string;
  port: number;
  user: string;
  password: Secret | null;
  database: string;
  /** What stood behind the `?`, without what is above. */
  parameters: Readonly<Record<string, string>>;
}

const DEFAULT_PORT = 5432;
/** The last `@` ends the password, so that one that was not encoded is taken as it was meant. */
const ADDRESS = /^postgres(?:ql)?:\/\/(?:([^/?]*)@)?([^/?@]*)(?:\/([^?]*))?(?:\?(.*))?$/s;
const HOST_AND_PORT = /^(?:\[([^\]]*)\]|([^:]*))(?::(\d*))?$/;
const OWN_PARAMETERS = ['host', 'port', 'user', 'password', 'dbname'];

/** @throws CONFIG_INVALID naming the component, never its password. */
export function parseConnection(source: ComponentSource): PostgresConnection {
  const match = ADDRESS.exec(source.connection.reveal().trim());
  if (!match) throw invalid(source, 'does not look like postgresql://user:password@host:5432/database');
  const decode = (value: string): string => percentDecode(source, value);
  const { host, port } = parseHost(source, match[2] ?? '');
  const parameters = parseParameters(match[4] ?? '', decode);
  const colon = (match[1] ?? '').indexOf(':');
  const user = decode(colon < 0 ? (match[1] ?? '') : (match[1] ?? '').slice(0, colon));
  const password = colon < 0 ? '' : decode((match[1] ?? '').slice(colon + 1));
  return checked(source, {
    host: parameters['host'] ?? decode(host),
    port: Number(parameters['port'] ?? (port || DEFAULT_PORT)),
    user: parameters['user'] ?? user,
    password: secretOrNull(parameters['password'] ?? password),
    database: parameters['dbname'] ?? decode(match[3] ?? ''),
    parameters: withoutOwn(parameters),
  });
}

/** For people: without the password, and encoded only where it would be misread. */
export function formatAddress(connection: PostgresConnection): string {
  return format(connection, encodeURIComponent(connection.user), (text) =>
    text.replace(/[%/?#@:\s]/g, encodeURIComponent),
  );
}

/** The same server and role with another database. */
export function withDatabase(source: ComponentSource, database: string): ComponentSource {
  const connection = { ...parseConnection(source), database };
  const user = encodeURIComponent(connection.user);
  const userInfo = connection.password ? `${user}:${encodeURIComponent(connection.password.reveal())}` : user;
  const query = new URLSearchParams(connection.parameters).toString().replaceAll('+', '%20');
  const address = format(connection, userInfo, encodeURIComponent);
  const joined = query === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${query}`;
  return { ...source, connection: new Secret(joined) };
}

function format(connection: PostgresConnection, userInfo: string, encode: (text: string) => string): string {
  const isSocket = connection.host.startsWith('/');
  const host = connection.host.includes(':') ? `[${connection.host}]` : connection.host;
  const authority = `${userInfo}@${isSocket ? '' : host}:${connection.port}`;
  const tail = isSocket ? `?host=${encodeURIComponent(connection.host)}` : '';
  return `postgresql://${authority}/${encode(connection.database)}${tail}`;
}

function parseHost(source: ComponentSource, authority: string): { host: string; port: string } {
  if (authority.includes(',')) throw invalid(source, 'names several hosts; name the one to back up');
  const match = HOST_AND_PORT.exec(authority);
  if (!match) throw invalid(source, 'has a host or port that cannot be read');
  return { host: match[1] ?? match[2] ?? '', port: match[3] ?? '' };
}

function parseParameters(query: string, decode: (text: string) => string): Record<string, string> {
  const pairs = query.split('&').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      return [decode(pair.slice(0, equals)), decode(pair.slice(equals + 1))];
    }),
  );
}

function withoutOwn(parameters: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => !OWN_PARAMETERS.includes(name)));
}

function percentDecode(source: ComponentSource, text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid(source, 'has a % that is not followed by two hexadecimal digits; write % itself as %25');
  }
}

function secretOrNull(password: string): Secret | null {
  return password === '' ? null : new Secret(password);
}

function checked(source: ComponentSource, connection: PostgresConnection): PostgresConnection {
  if (connection.host === '') throw invalid(source, 'names no host');
  if (connection.user === '') throw invalid(source, 'names no user');
  if (connection.database === '') throw invalid(source, 'names no database');
  if (!Number.isInteger(connection.port) || connection.port < 1 || connection.port > 65_535) {
    throw invalid(source, 'has a port that is not between 1 and 65535');
  }
  if (/[\r\n\0]/.test(connection.password?.reveal() ?? '')) {
    throw invalid(source, 'has a password with a line break in it, which PostgreSQL’s programs cannot read');
  }
  if (connection.database.includes('\0')) throw invalid(source, 'has a database name with a zero byte');
  return connection;
}

function invalid(source: ComponentSource, problem: string): HoldfastError {
  return new HoldfastError('CONFIG_INVALID', `The connection address of "${source.name}" ${problem}.`, {
    hint: 'Write it as postgresql://user:password@host:5432/database, special characters percent-encoded.',
  });
}
