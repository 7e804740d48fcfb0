/** What goes wrong with a database, by SQLSTATE or by the words that programs print. */

import type { ErrorCode } from '@holdfast/contract';

export interface FailureKind {
  code: ErrorCode;
  /** Codes of PostgreSQL (a shorter one stands for its class) and of Node.js. */
  codes: readonly string[];
  words: RegExp;
  /** What happened, as the end of a sentence that starts with the database's address. */
  says: string;
  hint: string;
}

/** In order of precedence: the first that fits is it. */
export const FAILURE_KINDS: readonly FailureKind[] = [
  {
    code: 'SOURCE_PERMISSION_DENIED',
    codes: [],
    words: /query would be affected by row-level security policy/,
    says: 'hides rows from this role by row-level security; a backup would silently miss them',
    hint: 'Back up with a role that has BYPASSRLS: ALTER ROLE … BYPASSRLS.',
  },
  {
    code: 'TOOL_TOO_OLD',
    codes: [],
    words: /server version mismatch|unsupported version \([\d.]+\) in file header/,
    says: 'needs newer PostgreSQL client programs',
    hint: 'Install the PostgreSQL client of the server’s version or set PG_BIN_DIR.',
  },
  {
    code: 'SOURCE_UNREACHABLE',
    codes: [],
    words: /unsupported startup parameter/,
    says: 'is reached through a connection pooler that refuses session settings',
    hint: 'Give the address of the PostgreSQL server itself instead of PgBouncer’s.',
  },
  {
    code: 'SOURCE_UNREACHABLE',
    codes: ['SELF_SIGNED_CERT_IN_CHAIN', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    words:
      /certificate verify failed|root certificate file|server does not support SSL|does not match host name/i,
    says: 'could not be reached over TLS in the way that sslmode demands',
    hint: 'Set sslrootcert to the authority’s certificate, or choose another sslmode in the connection address.',
  },
  {
    code: 'SOURCE_AUTH_FAILED',
    codes: ['28'],
    words:
      /password authentication failed|no password supplied|client password must be|authentication failed for user|FATAL:\s+role ".*" does not exist|no pg_hba\.conf entry|role ".*" is not permitted to log in/i,
    says: 'refused the login',
    hint: 'Check user and password in the connection address, and pg_hba.conf on the server.',
  },
  {
    code: 'SOURCE_NOT_FOUND',
    codes: ['3D000'],
    words: /FATAL:\s+database ".*" does not exist/s,
    says: 'does not exist',
    hint: 'Check the database’s name in the connection address.',
  },
  {
    code: 'SOURCE_FULL',
    codes: ['53100'],
    words: /No space left on device|could not extend file/i,
    says: 'is on a server that ran out of disk space',
    hint: 'Free space on the database server and try again.',
  },
  {
    code: 'SOURCE_LOCK_TIMEOUT',
    codes: ['55P03'],
    words: /due to lock timeout|due to statement timeout[\s\S]*LOCK TABLE/,
    says: 'has a table that another session kept locked for too long',
    hint: 'Find who holds the lock (SELECT * FROM pg_locks WHERE granted), or back up at a quieter time.',
  },
  {
    code: 'INVALID_STATE',
    codes: ['55006'],
    words: /is being accessed by other users|is being used by/,
    says: 'has a database that is in use',
    hint: 'Close the connections, prepared transactions or subscriptions that use it, then try again.',
  },
  {
    code: 'SOURCE_UNREACHABLE',
    codes: [
      '08',
      '57P',
      '53300',
      'ECONNREFUSED',
      'ECONNRESET',
      'EPIPE',
      'ENOTFOUND',
      'EAI_AGAIN',
      'ETIMEDOUT',
      'EHOSTUNREACH',
      'ENETUNREACH',
      'ENOENT',
      'EACCES',
    ],
    words:
      /Connection refused|could not translate host name|could not connect|the database system is|terminating connection|closed the connection unexpectedly|could not (?:receive data from|send data to) server|Connection reset by peer|no connection to the server|Connection terminated|timeout expired|connection timeout|No route to host|Network is unreachable|timed out|SSL SYSCALL error|too many (?:clients|connections)|remaining connection slots|No such file or directory\s+Is the server running/i,
    says: 'cannot be reached',
    hint: 'Check that the server runs, accepts connections, and that host and port are right.',
  },
  {
    code: 'SOURCE_PERMISSION_DENIED',
    codes: ['42501'],
    words: /permission denied|must be (?:owner|member|superuser|a superuser|a member|able to)/,
    says: 'refused something for lack of a permission',
    hint: 'Use the owner of the database’s objects or a superuser, or grant what is missing.',
  },
];

export function findByWords(text: string): FailureKind | null {
  return FAILURE_KINDS.find((kind) => kind.words.test(text)) ?? null;
}

export function findByCode(code: string): FailureKind | null {
  const fits = (known: string): boolean => code === known || (code.length === 5 && code.startsWith(known));
  return FAILURE_KINDS.find((kind) => kind.codes.some(fits)) ?? null;
}
