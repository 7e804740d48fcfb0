/** The process group of one child: everything it started dies with it. */

import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;
/** After KILL only zombies are left, which somebody else has to reap. */
const ZOMBIE_LIMIT_MS = 1000;

export class ProcessGroup {
  readonly #leaderPid: number;
  readonly #leaderExited: Promise<void>;
  #isGone = false;

  /** @param leaderExited resolves when the leader has been reaped. */
  constructor(leaderPid: number, leaderExited: Promise<void>) {
    this.#leaderPid = leaderPid;
    this.#leaderExited = leaderExited.then(() => {
      this.#lives();
    });
  }

  /** `signal`, then KILL after `killAfterMs`; resolves when nobody of the group lives. */
  async end(killAfterMs: number, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#signal(signal);
    // A stopped process would only see it after somebody wakes it.
    this.#signal('SIGCONT');
    if (await this.#isEmptyWithin(killAfterMs)) return;
    this.#signal('SIGKILL');
    await this.#leaderExited;
    await this.#isEmptyWithin(ZOMBIE_LIMIT_MS);
  }

  async #isEmptyWithin(limitMs: number): Promise<boolean> {
    for (let waitedMs = 0; this.#lives(); waitedMs += POLL_MS) {
      if (waitedMs >= limitMs) return false;
      await delay(POLL_MS);
    }
    return true;
  }

  /** Once seen empty, the number may belong to somebody else: it is never signalled again. */
  #lives(): boolean {
    return this.#signal(0);
  }

  #signal(signal: NodeJS.Signals | 0): boolean {
    if (this.#isGone) return false;
    try {
      process.kill(-this.#leaderPid, signal);
    } catch (error) {
      this.#isGone = (error as NodeJS.ErrnoException).code === 'ESRCH';
    }
    return !this.#isGone;
  }
}
