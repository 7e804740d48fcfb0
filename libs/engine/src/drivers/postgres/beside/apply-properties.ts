/** Gives a new database the settings, comment and privileges of the original. */

import type { ProblemNote } from '@holdfast/contract';
import { escapeIdentifier, escapeLiteral } from 'pg';

import type { DatabaseProperties } from '../../../domain/manifest.js';
import { messageOf } from '../explain/explain-sql-error.js';
import { settingName, settingValue } from '../sql-values.js';
import type { SqlSession } from '../sql-session.js';
import { aclStatements } from './acl-sql.js';

interface PropertyStatement {
  sql: string;
  grantor: string | null;
  /** For people: what is missing if it fails. */
  what: string;
}

/** Each by itself: what cannot be applied becomes a note, the data is worth more than a setting. */
export async function applyProperties(
  session: SqlSession,
  name: string,
  owner: string,
  database: DatabaseProperties,
): Promise<ProblemNote[]> {
  const notes: ProblemNote[] = [];
  for (const statement of statements(name, owner, database)) {
    const problem = await attempt(session, statement);
    if (problem !== null) notes.push(problem);
  }
  return notes;
}

/** What would stand in the way of loading is applied after it. */
export async function applyLimits(
  session: SqlSession,
  name: string,
  database: DatabaseProperties,
): Promise<ProblemNote[]> {
  const limit = Math.max(-1, database.connectionLimit);
  const sql = `ALTER DATABASE ${escapeIdentifier(name)} WITH CONNECTION LIMIT ${limit} IS_TEMPLATE ${database.isTemplate}`;
  const problem = await attempt(session, { sql, grantor: null, what: 'its connection limit' });
  return problem === null ? [] : [problem];
}

/** A new database comes with a schema and a language that the original may have dropped. @param session in it. */
export async function removeWhatOriginalLacks(
  session: SqlSession,
  database: DatabaseProperties,
): Promise<ProblemNote[]> {
  const hasLanguage = database.extensions.some(({ name }) => name === 'plpgsql');
  const unwanted = [
    ...(database.hasPublicSchema
      ? []
      : [{ sql: 'DROP SCHEMA public', what: 'the removal of schema public' }]),
    ...(hasLanguage ? [] : [{ sql: 'DROP EXTENSION plpgsql', what: 'the removal of extension plpgsql' }]),
  ];
  const notes: ProblemNote[] = [];
  for (const statement of unwanted) {
    const problem = await attempt(session, { ...statement, grantor: null });
    if (problem !== null) notes.push(problem);
  }
  return notes;
}

function statements(name: string, owner: string, database: DatabaseProperties): PropertyStatement[] {
  const settings = database.settings.map((setting) => settingStatement(name, setting));
  const comment = database.comment === null ? [] : [commentStatement(name, database.comment)];
  const acl = database.acl === null ? [] : aclStatements(name, owner, database.acl);
  return [...settings, ...comment, ...acl];
}

function settingStatement(name: string, setting: DatabaseProperties['settings'][number]): PropertyStatement {
  const quoted = escapeIdentifier(name);
  const target =
    setting.role === null
      ? `DATABASE ${quoted}`
      : `ROLE ${escapeIdentifier(setting.role)} IN DATABASE ${quoted}`;
  const assignment = `${settingName(setting.name, escapeIdentifier)} TO ${settingValue(setting.name, setting.value)}`;
  const forRole = setting.role === null ? '' : ` for role "${setting.role}"`;
  return {
    sql: `ALTER ${target} SET ${assignment}`,
    grantor: null,
    what: `the setting ${setting.name}${forRole}`,
  };
}

function commentStatement(name: string, comment: string): PropertyStatement {
  const sql = `COMMENT ON DATABASE ${escapeIdentifier(name)} IS ${escapeLiteral(comment)}`;
  return { sql, grantor: null, what: 'its comment' };
}

async function attempt(session: SqlSession, statement: PropertyStatement): Promise<ProblemNote | null> {
  try {
    await session.query('BEGIN');
    if (statement.grantor !== null) {
      await session.query(`SET LOCAL ROLE ${escapeIdentifier(statement.grantor)}`);
    }
    await session.query(statement.sql);
    await session.query('COMMIT');
    return null;
  } catch (error) {
    // Throws where the session itself is gone: that is no missing setting.
    await session.query('ROLLBACK');
    return {
      code: 'PROPERTY_NOT_RESTORED',
      severity: 'warning',
      message: `The restored database lacks ${statement.what}: ${messageOf(error)}`,
      hint: 'Set it by hand after the restore, as a superuser.',
    };
  }
}
