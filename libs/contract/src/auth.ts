/** Administrators, sessions and API keys. */

export interface LoginBody {
  email: string;
  password: string;
}

export interface MeView {
  email: string;
  role: 'admin';
  /** `session`: cookie; `api-key`: header X-API-Key. */
  via: 'session' | 'api-key';
}

export interface ApiKeyView {
  id: string;
  name: string;
  /** First characters of the key, to recognise it by. */
  prefix: string;
  createdAt: string;
  lastUsedAt: string | null;
}

export interface CreateApiKeyBody {
  name: string;
}

/** The only answer that ever carries the key itself. */
export interface CreatedApiKeyView extends ApiKeyView {
  key: string;
}
