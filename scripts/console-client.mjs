/** What the quickstart asks of the running console: is it ready, log in, make the first backup. */
import { setTimeout as delay } from 'node:timers/promises';

const READY_TIMEOUT_MS = 90_000;
const BACKUP_TIMEOUT_MS = 30 * 60_000;
const POLL_MS = 300;

export async function waitUntilReady(address, server) {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    if (server.hasEnded()) throw new Error(`The server ended while starting:\n${server.lastOutput()}`);
    const answer = await fetch(`${address}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    if (Date.now() > deadline) {
      const said = (await answer?.text()) ?? 'no answer';
      throw new Error(`The server did not get ready: ${said}\n${server.lastOutput()}`);
    }
    await delay(POLL_MS);
  }
}

/** Errors are RFC 9457 documents: what failed, and what to do. */
async function problemOf(answer) {
  const problem = await answer.json().catch(() => ({}));
  return [problem.detail ?? problem.title ?? `HTTP ${answer.status}`, problem.hint].filter(Boolean).join(' ');
}

export class ConsoleClient {
  #cookie = '';

  constructor(address) {
    this.address = address;
  }

  async login(email, password) {
    const answer = await this.#request('POST', '/auth/login', { email, password });
    this.#cookie = answer.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  /** The newest good backup, or null. */
  async newestGoodBackup() {
    const answer = await this.#request('GET', '/backups?status=success&limit=1');
    return (await answer.json()).items[0] ?? null;
  }

  /** Makes a backup and waits for its end. */
  async backUp(description) {
    const accepted = await (await this.#request('POST', '/backups', { description })).json();
    const deadline = Date.now() + BACKUP_TIMEOUT_MS;
    while (Date.now() < deadline) {
      const backup = await (await this.#request('GET', `/backups/${accepted.id}`)).json();
      if (backup.status === 'success') return backup;
      if (!['pending', 'running'].includes(backup.status)) {
        throw new Error(
          [`The first backup is ${backup.status}.`, backup.errorMessage, backup.errorHint].join(' '),
        );
      }
      await delay(POLL_MS);
    }
    throw new Error('The first backup did not end in half an hour.');
  }

  async #request(method, path, body) {
    const answer = await fetch(`${this.address}/api/v1${path}`, {
      method,
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.ok) return answer;
    throw new Error(`${method} ${path}: ${await problemOf(answer)}`);
  }
}
