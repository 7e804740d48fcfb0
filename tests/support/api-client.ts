/** The REST API as a program uses it: logged in, typed, patient. */

import {
  type AcceptedView,
  type ApplicationView,
  type BackupDetailView,
  type BackupView,
  type CreateBackupBody,
  type CreateRestoreBody,
  type Page,
  type Problem,
  type RestoreView,
  ROUTES,
  type StatusView,
} from '@holdfast/contract';

import { waitFor } from './wait-for.js';

export const ADMIN = { email: 'admin@example.org', password: 'correct horse battery' };

const JOB_TIMEOUT_MS = 90_000;

export class ApiProblem extends Error {
  constructor(
    readonly problem: Problem,
    request: string,
  ) {
    super(`${request}: ${problem.status} ${problem.code}: ${problem.detail}`);
  }
}

export class ApiClient {
  #cookie = '';

  constructor(readonly address: string) {}

  /** For requests that this client has no method for. */
  get cookie(): string {
    return this.#cookie;
  }

  /** Value of the session's cookie, for a browser that is to be logged in. */
  get sessionToken(): string {
    return this.#cookie.slice(this.#cookie.indexOf('=') + 1);
  }

  async logIn(): Promise<void> {
    const answer = await this.#send('POST', ROUTES.login, ADMIN);
    this.#cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  async get<T>(route: string): Promise<T> {
    return (await (await this.#send('GET', route)).json()) as T;
  }

  async post<T>(route: string, body: unknown = {}): Promise<T> {
    return (await (await this.#send('POST', route, body)).json()) as T;
  }

  async patch<T>(route: string, body: unknown): Promise<T> {
    return (await (await this.#send('PATCH', route, body)).json()) as T;
  }

  async text(route: string): Promise<string> {
    return (await this.#send('GET', route)).text();
  }

  status(): Promise<StatusView> {
    return this.get(ROUTES.status);
  }

  async backups(): Promise<BackupView[]> {
    return (await this.get<Page<BackupView>>(`${ROUTES.backups}?limit=200`)).items;
  }

  async restores(): Promise<RestoreView[]> {
    return (await this.get<Page<RestoreView>>(`${ROUTES.restores}?limit=200`)).items;
  }

  /** Starts a backup and returns its id. */
  async startBackup(body: CreateBackupBody = {}): Promise<string> {
    return (await this.#startWhenFree(ROUTES.backups, body)).id;
  }

  async startRestore(
    backupId: string,
    body: Omit<CreateRestoreBody, 'confirm'> = { mode: 'apply' },
  ): Promise<string> {
    const confirm = await this.#applicationName();
    return (await this.#startWhenFree(ROUTES.backupRestores(backupId), { ...body, confirm })).id;
  }

  untilBackupEnds(id: string): Promise<BackupDetailView> {
    return untilEnded(() => this.get<BackupDetailView>(ROUTES.backup(id)));
  }

  untilRestoreEnds(id: string): Promise<RestoreView> {
    return untilEnded(() => this.get<RestoreView>(ROUTES.restore(id)));
  }

  /** @throws what went wrong, where it did not succeed. */
  async backUp(body: CreateBackupBody = {}): Promise<BackupDetailView> {
    return succeeded(await this.untilBackupEnds(await this.startBackup(body)));
  }

  /** @throws what went wrong, where it did not succeed. */
  async restore(backupId: string, body?: Omit<CreateRestoreBody, 'confirm'>): Promise<RestoreView> {
    return succeeded(await this.untilRestoreEnds(await this.startRestore(backupId, body)));
  }

  async undo(restoreId: string): Promise<RestoreView> {
    return this.#startWhenFree<RestoreView>(ROUTES.restoreUndo(restoreId), {});
  }

  async #applicationName(): Promise<string> {
    const { items } = await this.get<Page<ApplicationView>>(ROUTES.applications);
    return items[0]?.name ?? '';
  }

  /** A job is recorded as ended a moment before its place is free. */
  async #startWhenFree<T = AcceptedView>(route: string, body: unknown): Promise<T> {
    const attempt = () =>
      this.post<T>(route, body).catch((error: unknown) => {
        if (error instanceof ApiProblem && error.problem.code === 'JOB_ALREADY_RUNNING') return null;
        throw error;
      });
    return (await waitFor(attempt, (answer) => answer !== null)) as T;
  }

  async #send(method: string, route: string, body?: unknown): Promise<Response> {
    const answer = await fetch(`${this.address}${route}`, {
      method,
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (answer.ok) return answer;
    throw new ApiProblem((await answer.json()) as Problem, `${method} ${route}`);
  }
}

interface Job {
  id: string;
  status: string;
  errorCode: string | null;
  errorMessage: string | null;
}

function untilEnded<T extends Job>(look: () => Promise<T>): Promise<T> {
  return waitFor(look, ({ status }) => status !== 'pending' && status !== 'running', {
    timeoutMs: JOB_TIMEOUT_MS,
  });
}

function succeeded<T extends Job>(job: T): T {
  if (job.status === 'success') return job;
  throw new Error(`${job.id} is ${job.status}: ${String(job.errorCode)}: ${String(job.errorMessage)}`);
}
