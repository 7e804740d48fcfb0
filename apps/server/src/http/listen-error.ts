/** Why the console cannot listen, in words. */

import { HoldfastError } from '@holdfast/engine';

import type { ServerConfig } from '../config/server-config.js';

const REASONS: Record<string, string> = {
  EADDRINUSE: 'another program listens there already',
  EACCES: 'this user may not listen there',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'this machine has no such address',
};

/** The error itself where it is none of these. */
export function asListenError(error: unknown, { host, port }: Pick<ServerConfig, 'host' | 'port'>): unknown {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  const reason = REASONS[code];
  if (reason === undefined) return error;
  return new HoldfastError('CONFIG_INVALID', `The console cannot listen on ${host}:${port}: ${reason}.`, {
    hint: 'Set HOST or PORT to something else, or stop the other program.',
    cause: error,
  });
}
