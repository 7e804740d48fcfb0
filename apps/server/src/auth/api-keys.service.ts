/** API keys for scripts: shown once, stored as a hash. */

import { randomUUID } from 'node:crypto';

import type { ApiKeyView, CreatedApiKeyView } from '@holdfast/contract';
import type { ApiKeyRecord, Catalog } from '@holdfast/catalog';
import { HoldfastError, type Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import { CATALOG } from '../catalog/catalog.token.js';
import { CLOCK } from '../engine/engine.tokens.js';
import type { Principal } from './principal.js';
import type { Requester } from './requester.decorator.js';
import { hashToken, newToken } from '../http/token.js';

const KEY_PREFIX = 'hf_';
const VISIBLE_LENGTH = 8;
const TOUCH_AFTER_MS = 60_000;

@Injectable()
export class ApiKeysService {
  constructor(
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly audit: AuditService,
  ) {}

  async list(): Promise<ApiKeyView[]> {
    return (await this.catalog.apiKeys.list()).map(toView);
  }

  async create(name: string, requester: Requester): Promise<CreatedApiKeyView> {
    const key = `${KEY_PREFIX}${newToken()}`;
    const record = await this.catalog.apiKeys.insert({
      id: randomUUID(),
      name,
      prefix: key.slice(0, VISIBLE_LENGTH),
      keyHash: hashToken(key),
      createdBy: requester.actor,
      createdAt: this.clock.now().toISOString(),
      lastUsedAt: null,
    });
    await this.audit.record(requester, {
      action: 'api-key.create',
      target: record.id,
      outcome: 'success',
      details: { name },
    });
    return { ...toView(record), key };
  }

  async remove(id: string, requester: Requester): Promise<void> {
    if (!(await this.catalog.apiKeys.remove(id))) {
      throw new HoldfastError('API_KEY_NOT_FOUND', 'There is no such API key.');
    }
    await this.audit.record(requester, { action: 'api-key.delete', target: id, outcome: 'success' });
  }

  async authenticate(key: string): Promise<Principal | null> {
    if (!key.startsWith(KEY_PREFIX)) return null;
    const keyHash = hashToken(key);
    const [record] = await this.catalog.apiKeys.list((candidate) => candidate.keyHash === keyHash);
    if (record === undefined) return null;
    await this.#touch(record);
    return { actor: `api-key:${record.name}`, email: record.createdBy, role: 'admin', via: 'api-key' };
  }

  async #touch(record: ApiKeyRecord): Promise<void> {
    const now = this.clock.now();
    const last = record.lastUsedAt === null ? 0 : Date.parse(record.lastUsedAt);
    if (now.getTime() - last < TOUCH_AFTER_MS) return;
    const lastUsedAt = now.toISOString();
    // The key may be deleted meanwhile: then there is nothing to note.
    await this.catalog.apiKeys
      .update(record.id, (current) => ({ ...current, lastUsedAt }))
      .catch(() => undefined);
  }
}

function toView({ id, name, prefix, createdAt, lastUsedAt }: ApiKeyRecord): ApiKeyView {
  return { id, name, prefix, createdAt, lastUsedAt };
}
