/** A server in memory that answers as the contract says, for tests and for looking at the app. */
import {
  ERROR_CODES,
  ROUTES,
  type ApiKeyView,
  type AuditEntryView,
  type BackupView,
  type DestinationView,
  type EncryptionKeysView,
  type ErrorCode,
  type MeView,
  type Page,
  type Problem,
  type RestoreView,
  type SchedulerView,
  type SettingsView,
  type StatusView,
} from '@holdfast/contract';

import { makeAuditEntry, makeBackup, makeDetail, makeStatus } from './fixtures.js';
import { makeApiKey, makeEncryptionKeys, makeScheduler, makeSettings } from './settings-fixtures.js';

export interface FakeRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}

export interface FakeAnswer {
  status: number;
  body: unknown;
}

export interface FakeState {
  me: MeView | null;
  status: StatusView;
  backups: BackupView[];
  restores: RestoreView[];
  settings: SettingsView;
  destinations: DestinationView[];
  encryptionKeys: EncryptionKeysView;
  scheduler: SchedulerView;
  apiKeys: ApiKeyView[];
  audit: AuditEntryView[];
}

type Handler = (request: FakeRequest) => FakeAnswer;

export function problem(code: ErrorCode, parts: Partial<Problem> = {}): FakeAnswer {
  const { httpStatus: status, en } = ERROR_CODES[code];
  const body: Problem = {
    type: 'about:blank',
    title: en,
    status,
    detail: en,
    code,
    hint: null,
    requestId: 'req-1',
    ...parts,
  };
  return { status, body };
}

const ok = (body: unknown): FakeAnswer => ({ status: 200, body });

export class FakeServer {
  readonly state: FakeState;
  readonly requests: FakeRequest[] = [];
  /** While true nothing is answered, as when the server is away. */
  isDown = false;
  private readonly overrides = new Map<string, Handler>();

  constructor(state: Partial<FakeState> = {}) {
    this.state = {
      me: { email: 'admin@example.com', role: 'admin', via: 'session' },
      status: makeStatus(),
      backups: [makeBackup()],
      restores: [],
      settings: makeSettings(),
      destinations: [],
      encryptionKeys: makeEncryptionKeys(),
      scheduler: makeScheduler(),
      apiKeys: [makeApiKey()],
      audit: [makeAuditEntry()],
      ...state,
    };
  }

  /** Answers one address differently. */
  on(method: string, path: string, handler: Handler): void {
    this.overrides.set(`${method} ${path}`, handler);
  }

  sent(method: string, path: string): FakeRequest[] {
    return this.requests.filter((request) => request.method === method && request.path === path);
  }

  /** The answer to a request; null when the server is away. */
  answer(method: string, address: string, body: unknown): FakeAnswer | null {
    if (this.isDown) return null;
    const url = new URL(address, 'http://localhost');
    const request: FakeRequest = { method, path: url.pathname, query: url.searchParams, body };
    this.requests.push(request);
    const override = this.overrides.get(`${method} ${url.pathname}`);
    if (override !== undefined) return override(request);
    if (this.state.me === null && url.pathname !== ROUTES.login) return problem('UNAUTHENTICATED');
    return method === 'GET' ? this.read(request) : this.change(request);
  }

  private read({ path, query }: FakeRequest): FakeAnswer {
    const { state } = this;
    const whole: Record<string, unknown> = {
      [ROUTES.me]: state.me,
      [ROUTES.status]: state.status,
      [ROUTES.settings]: state.settings,
      [ROUTES.scheduler]: state.scheduler,
      [ROUTES.healthLive]: { status: 'ok', checks: [] },
      [ROUTES.encryptionKeys]: state.encryptionKeys,
      [ROUTES.recoveryKit]: 'AGE-SECRET-KEY-EXAMPLE\n',
    };
    const lists: Record<string, readonly unknown[]> = {
      [ROUTES.backups]: state.backups.filter((backup) => matches(backup, query)),
      [ROUTES.restores]: state.restores.filter(({ mode }) => mode === (query.get('mode') ?? mode)),
      [ROUTES.apiKeys]: state.apiKeys,
      [ROUTES.destinations]: state.destinations,
      [ROUTES.audit]: state.audit,
    };
    if (path in whole) return ok(whole[path]);
    const list = lists[path];
    return list === undefined ? this.readOne(path) : ok(pageOf(list, query));
  }

  private readOne(path: string): FakeAnswer {
    const backup = this.state.backups.find(({ id }) => ROUTES.backup(id) === path);
    if (backup !== undefined) return ok(makeDetail(backup));
    const restore = this.state.restores.find(({ id }) => ROUTES.restore(id) === path);
    return restore === undefined ? problem('NOT_FOUND') : ok(restore);
  }

  private change({ method, path }: FakeRequest): FakeAnswer {
    if (path === ROUTES.login) this.state.me = { email: 'admin@example.com', role: 'admin', via: 'session' };
    if (path === ROUTES.logout) this.state.me = null;
    if (path === ROUTES.backups || path.endsWith('/restores')) {
      return { status: 202, body: { id: 'accepted', status: 'pending' } };
    }
    return method === 'DELETE' ? { status: 204, body: undefined } : ok({});
  }
}

function matches(backup: BackupView, query: URLSearchParams): boolean {
  const fits = (name: 'status' | 'type'): boolean => !query.has(name) || query.get(name) === backup[name];
  const { createdAt } = backup;
  return (
    fits('status') &&
    fits('type') &&
    createdAt >= (query.get('from') ?? createdAt) &&
    createdAt <= (query.get('to') ?? createdAt)
  );
}

function pageOf<T>(all: readonly T[], query: URLSearchParams): Page<T> {
  const limit = Number(query.get('limit') ?? 50);
  const offset = Number(query.get('offset') ?? 0);
  return { items: all.slice(offset, offset + limit), total: all.length, limit, offset };
}
