import { Secret } from '../../../domain/secret.js';
import type { ProcessOutcome } from '../../../ports/process-runner.js';
import type { PostgresConnection } from '../connection.js';
import { explainOutcome } from './explain-outcome.js';

const CONNECTION: PostgresConnection = {
  host: 'h',
  port: 5432,
  user: 'u',
  password: new Secret('canary-password'),
  database: 'd',
  parameters: {},
};

function explain(stderr: string, changes: Partial<ProcessOutcome> = {}) {
  return explainOutcome(
    {
      label: 'pg_dump',
      owner: 'driver',
      exitCode: 1,
      signal: null,
      startError: null,
      wasTerminated: false,
      stderr,
      ...changes,
    },
    CONNECTION,
  );
}

describe('a failed program', () => {
  it.each([
    [
      'SOURCE_UNREACHABLE',
      'pg_dump: error: connection to server at "h", port 5432 failed: Connection refused',
    ],
    [
      'SOURCE_UNREACHABLE',
      'pg_dump: error: could not translate host name "h" to address: Name or service not known',
    ],
    ['SOURCE_UNREACHABLE', 'pg_dump: error: connection failed: FATAL:  the database system is starting up'],
    [
      'SOURCE_UNREACHABLE',
      'pg_dump: error: query failed: FATAL:  terminating connection due to administrator command',
    ],
    ['SOURCE_UNREACHABLE', 'pg_dump: error: query failed: server closed the connection unexpectedly'],
    [
      'SOURCE_UNREACHABLE',
      'pg_dump: error: Dumping failed: could not receive data from server: Connection reset by peer',
    ],
    ['SOURCE_UNREACHABLE', 'pg_dump: error: query failed: could not send data to server: Broken pipe'],
    ['SOURCE_UNREACHABLE', 'pg_dump: error: query failed: no connection to the server'],
    ['SOURCE_UNREACHABLE', 'FATAL:  sorry, too many clients already'],
    ['SOURCE_UNREACHABLE', 'FATAL:  unsupported startup parameter: options'],
    ['SOURCE_UNREACHABLE', 'error: root certificate file "/x/root.crt" does not exist'],
    ['SOURCE_AUTH_FAILED', 'FATAL:  password authentication failed for user "u"'],
    ['SOURCE_AUTH_FAILED', 'connection failed: fe_sendauth: no password supplied'],
    ['SOURCE_AUTH_FAILED', 'FATAL:  role "u" does not exist'],
    [
      'SOURCE_AUTH_FAILED',
      'FATAL:  no pg_hba.conf entry for host "1.2.3.4", user "u", database "d", no encryption',
    ],
    ['SOURCE_NOT_FOUND', 'connection failed: FATAL:  database "d" does not exist'],
    ['SOURCE_PERMISSION_DENIED', 'pg_dump: error: query failed: ERROR:  permission denied for table t'],
    [
      'SOURCE_PERMISSION_DENIED',
      'pg_dump: error: query failed: ERROR:  query would be affected by row-level security policy for table "t"',
    ],
    [
      'SOURCE_LOCK_TIMEOUT',
      'pg_dump: error: query failed: ERROR:  canceling statement due to lock timeout\nQuery was: LOCK TABLE t',
    ],
    [
      'SOURCE_LOCK_TIMEOUT',
      'ERROR:  canceling statement due to statement timeout\npg_dump: detail: Query was: LOCK TABLE public.t',
    ],
    ['SOURCE_FULL', 'ERROR:  could not extend file "base/1/2": No space left on device'],
    ['TOOL_TOO_OLD', 'pg_dump: error: aborting because of server version mismatch'],
    ['TOOL_TOO_OLD', 'pg_restore: error: unsupported version (1.16) in file header'],
    ['BACKUP_CREATE_FAILED', 'pg_dump: error: something never seen before'],
  ])('is a %s: %s', (code, stderr) => {
    const error = explain(stderr);
    expect(error.code).toBe(code);
    expect(error.message).toContain('postgresql://u@h:5432/d');
  });

  it('of a restore is a failed restore', () => {
    expect(explain('pg_restore: error: COPY failed', { label: 'pg_restore' }).code).toBe('RESTORE_FAILED');
  });

  it.each([
    ['BACKUP_CREATE_FAILED', 'pg_dump'],
    ['RESTORE_FAILED', 'pg_restore'],
  ])('that was killed is a %s with a thought about memory', (code, label) => {
    const error = explain('', { label, exitCode: null, signal: 'SIGKILL' });
    expect(error).toMatchObject({ code, hint: expect.stringContaining('memory') as unknown });
  });

  it('that could not be started is missing', () => {
    const startError = new Error('spawn /x/pg_dump ENOENT');
    expect(explain('', { exitCode: null, startError })).toMatchObject({ code: 'TOOL_MISSING' });
  });

  it('never tells a password, wherever a program put it', () => {
    const stderr = `pg_dump: error: canary-password in postgresql://u:other@h/d and password='a b' host=h`;
    const error = explain(stderr);
    const everything = JSON.stringify([error.message, error.hint, error.details]);
    expect(everything).not.toMatch(/canary-password|:other@|a b'/);
  });
});
