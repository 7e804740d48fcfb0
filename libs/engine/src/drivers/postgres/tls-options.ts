/** What libpq calls `sslmode`, for our own SQL sessions. */

import { readFile } from 'node:fs/promises';
import type { ConnectionOptions } from 'node:tls';

import type { PostgresConnection } from './connection.js';

export interface TlsPlan {
  tls: false | ConnectionOptions;
  /** Whether to go on in the clear where the server has no TLS. */
  canFallBack: boolean;
}

/** As libpq does it: `prefer` unless told otherwise, never on a unix socket. */
export async function planTls(connection: PostgresConnection): Promise<TlsPlan> {
  const mode = connection.parameters['sslmode'] ?? 'prefer';
  if (connection.host.startsWith('/') || mode === 'disable') return { tls: false, canFallBack: false };
  const files = await readFiles(connection);
  if (mode === 'verify-full') return { tls: { ...files, rejectUnauthorized: true }, canFallBack: false };
  const isAuthorityChecked = mode === 'verify-ca' || (mode === 'require' && files.ca !== undefined);
  if (isAuthorityChecked) {
    const tls = { ...files, rejectUnauthorized: true, checkServerIdentity: () => undefined };
    return { tls, canFallBack: false };
  }
  return { tls: { ...files, rejectUnauthorized: false }, canFallBack: mode !== 'require' };
}

async function readFiles(connection: PostgresConnection): Promise<ConnectionOptions> {
  const { sslrootcert, sslcert, sslkey } = connection.parameters;
  const options: ConnectionOptions = {};
  if (sslrootcert && sslrootcert !== 'system') options.ca = await readFile(sslrootcert);
  if (sslcert) options.cert = await readFile(sslcert);
  if (sslkey) options.key = await readFile(sslkey);
  return options;
}
