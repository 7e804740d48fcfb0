/** An application with a pool of connections that asks again and again, as applications do. */

import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';

import pg from 'pg';

const PAUSE_MS = 2;

export interface Answer {
  client: number;
  text: string;
  startedMs: number;
  endedMs: number;
}

export class PollingClients {
  readonly answers: Answer[] = [];
  /** SQLSTATE or message of each failed question. */
  readonly failures: string[] = [];
  readonly pool: pg.Pool;
  readonly #question: string;
  readonly #loops: Promise<void>[];
  #isStopped = false;

  /** @param question one that has exactly one answer for each state of the database: column `answer`. */
  constructor(connectionString: string, question: string, clients: number) {
    this.#question = question;
    this.pool = new pg.Pool({ connectionString, max: clients });
    // Ended by the server while idle: the pool drops the session and opens another.
    this.pool.on('error', () => undefined);
    this.#loops = Array.from({ length: clients }, (_, client) => this.#ask(client));
  }

  latest(client: number): string | undefined {
    return this.answers.findLast((answer) => answer.client === client)?.text;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await Promise.all(this.#loops);
  }

  /** The longest time in which one client got no answer. */
  longestSilenceMs(): number {
    const clients = new Set(this.answers.map(({ client }) => client));
    const silences = [...clients].flatMap((client) => {
      const ends = this.answers.filter((answer) => answer.client === client).map(({ endedMs }) => endedMs);
      return ends.slice(1).map((endMs, index) => endMs - ends[index]!);
    });
    return Math.max(...silences);
  }

  async #ask(client: number): Promise<void> {
    while (!this.#isStopped) {
      const startedMs = performance.now();
      try {
        const { rows } = await this.pool.query<{ answer: string }>(this.#question);
        this.answers.push({ client, text: String(rows[0]?.answer), startedMs, endedMs: performance.now() });
      } catch (error) {
        this.failures.push((error as { code?: string }).code ?? (error as Error).message);
      }
      await delay(PAUSE_MS);
    }
  }
}
