/** A failed pg_dump, pg_dumpall or pg_restore, turned into an error that a person can act on. */

import type { ErrorCode } from '@holdfast/contract';

import { HoldfastError } from '../../../errors/holdfast-error.js';
import type { ProcessOutcome } from '../../../ports/process-runner.js';
import { formatAddress, type PostgresConnection } from '../connection.js';
import { findByWords } from './failure-table.js';
import { withoutPasswords } from './redact.js';

const MAX_REASON_LENGTH = 600;

export function explainOutcome(outcome: ProcessOutcome, connection: PostgresConnection): HoldfastError {
  const stderr = withoutPasswords(outcome.stderr, connection);
  const details = { program: outcome.label, exitCode: outcome.exitCode, signal: outcome.signal, stderr };
  if (outcome.startError) return notStarted(outcome, details);
  if (outcome.signal !== null) return killed(outcome, details);
  const kind = findByWords(stderr);
  const reason = reasonIn(stderr);
  const address = formatAddress(connection);
  if (!kind) {
    const message = `${outcome.label} failed on ${address} with exit code ${outcome.exitCode}: ${reason}`;
    return new HoldfastError(ownCode(outcome), message, { ...hintFor(stderr), details });
  }
  return new HoldfastError(kind.code, `The database ${address} ${kind.says} (${outcome.label}): ${reason}`, {
    hint: kind.hint,
    details,
  });
}

function ownCode(outcome: ProcessOutcome): ErrorCode {
  return outcome.label === 'pg_restore' ? 'RESTORE_FAILED' : 'BACKUP_CREATE_FAILED';
}

function notStarted(outcome: ProcessOutcome, details: Record<string, unknown>): HoldfastError {
  const why = outcome.startError?.message ?? 'unknown reason';
  return new HoldfastError('TOOL_MISSING', `${outcome.label} could not be started: ${why}.`, {
    hint: 'Install the PostgreSQL client programs or set PG_BIN_DIR to their directory.',
    details,
    cause: outcome.startError,
  });
}

function killed(outcome: ProcessOutcome, details: Record<string, unknown>): HoldfastError {
  return new HoldfastError(ownCode(outcome), `${outcome.label} was killed by ${outcome.signal}.`, {
    hint:
      outcome.signal === 'SIGKILL'
        ? 'The machine may have run out of memory: look for the OOM killer in its system log.'
        : 'Something outside ended the program; try again.',
    details,
  });
}

function hintFor(stderr: string): { hint?: string } {
  const role = /role "(.+?)" does not exist/s.exec(stderr)?.[1];
  if (role !== undefined) return { hint: `Create the role first: CREATE ROLE "${role}".` };
  if (/could not access file|extension ".+" is not available/s.test(stderr)) {
    return { hint: 'Install the missing extension on the database server.' };
  }
  if (/because other objects depend on it/.test(stderr)) {
    return { hint: 'Objects made after the backup stand in the way; restore by swap instead.' };
  }
  return {};
}

/** The first line that calls itself an error, with what belongs to it; all of it where none does. */
function reasonIn(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim() !== '');
  const first = lines.findIndex((line) => /\b(?:error|fatal):/i.test(line));
  const reason = lines.slice(Math.max(first, 0), Math.max(first, 0) + 4).join(' ');
  return reason === '' ? 'it said nothing about why' : reason.slice(0, MAX_REASON_LENGTH);
}
