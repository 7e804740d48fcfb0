/** A session that stays open to say that a drill is alive; it ends with the console, whatever happens to that. */

import type { PostgresConnection } from '../connection.js';
import { withMaintenance } from '../maintenance.js';
import { lockKeys } from './scratch-names.js';

export interface HeldLock {
  /** Can be called more than once; never throws. */
  release(): Promise<void>;
}

export async function holdLock(connection: PostgresConnection, liveName: string): Promise<HeldLock> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  let ended: Promise<void> = Promise.resolve();
  await new Promise<void>((resolve, reject) => {
    ended = withMaintenance(connection, undefined, async (session) => {
      await session.query('SELECT pg_catalog.pg_advisory_lock($1, $2)', lockKeys(liveName));
      resolve();
      await released;
    }).catch(reject);
  });
  return {
    release: () => {
      release();
      return ended;
    },
  };
}
