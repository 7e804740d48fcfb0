/** What keeps the live database from being exchanged. */

import type { ProblemNote } from '@holdfast/contract';

import { missingRights } from '../swap-rights.js';
import { blocker, info, warning } from './note.js';
import type { LiveDatabase, TargetFacts } from './target-facts.js';

export function checkLive(facts: TargetFacts): ProblemNote[] {
  const { live, databaseName } = facts;
  if (!live) return checkAbsent(facts);
  return [
    ...missingRights(live.rights),
    ...checkPrepared(live, databaseName),
    ...checkReplication(live, databaseName),
    ...checkSessions(live, databaseName),
  ];
}

function checkAbsent(facts: TargetFacts): ProblemNote[] {
  const message = `Database "${facts.databaseName}" does not exist; the restore creates it.`;
  if (facts.canCreate) return [info('LIVE_MISSING', message)];
  const hint = `Run: ALTER ROLE "${facts.role}" CREATEDB.`;
  return [blocker('CREATEDB_MISSING', `Role "${facts.role}" may not create databases.`, hint)];
}

function checkPrepared(live: LiveDatabase, name: string): ProblemNote[] {
  if (live.preparedTransactions.length === 0) return [];
  const statements = live.preparedTransactions.map(
    (gid) => `ROLLBACK PREPARED '${gid.replaceAll("'", "''")}';`,
  );
  const message = `Database "${name}" has prepared transactions: ${live.preparedTransactions.join(', ')}. It cannot be renamed while they wait.`;
  const hint = `Connected to "${name}", run COMMIT PREPARED, or: ${statements.join(' ')}`;
  return [blocker('PREPARED_TRANSACTIONS', message, hint)];
}

/**
 * They belong to the database whatever it is called: the restored one would be without them.
 * A subscription also keeps the old database from ever being dropped.
 */
function checkReplication(live: LiveDatabase, name: string): ProblemNote[] {
  const notes: ProblemNote[] = [];
  if (live.replicationSlots.length > 0) {
    const message = `Logical replication slots would stay with the old database: ${live.replicationSlots.join(', ')}.`;
    notes.push(warning('REPLICATION_SLOTS', message, slotHint(live)));
  }
  if (live.subscriptions.length > 0) {
    const message = `Subscriptions would stay with the old database: ${live.subscriptions.join(', ')}.`;
    const hint = `Connected to "${name}", drop them (DROP SUBSCRIPTION …) and create them anew after the restore.`;
    notes.push(blocker('SUBSCRIPTIONS', message, hint));
  }
  return notes;
}

function slotHint(live: LiveDatabase): string {
  const drops = live.replicationSlots.map((slot) => `SELECT pg_drop_replication_slot('${slot}');`);
  return `Their readers get nothing of the restored data. Run ${drops.join(' ')} and set replication up anew after the restore.`;
}

function checkSessions(live: LiveDatabase, name: string): ProblemNote[] {
  const { total, untouchable } = live.sessions;
  const notes: ProblemNote[] = [];
  if (total > 0) {
    const message = `${total} ${total === 1 ? 'session' : 'sessions'} of "${name}" will be disconnected for a moment at the swap.`;
    notes.push(info('LIVE_SESSIONS', message, 'Applications that reconnect notice nothing more.'));
  }
  if (untouchable > 0) {
    const message = `${untouchable} of them belong to roles whose sessions "${live.rights.role}" may not end; if they stay, the swap fails.`;
    const hint = `Close them before, or run: GRANT pg_signal_backend TO "${live.rights.role}" (superusers’ sessions excepted).`;
    notes.push(warning('SESSIONS_PROTECTED', message, hint));
  }
  return notes;
}
