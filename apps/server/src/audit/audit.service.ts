/** Writes down who did what; a failure to write it is a failure of the action's caller to know about. */

import type { AuditEntryView, Page } from '@holdfast/contract';
import type { AuditRecord, AuditVerification, Catalog } from '@holdfast/catalog';
import type { Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import type { Requester } from '../auth/requester.decorator.js';
import { CATALOG } from '../catalog/catalog.token.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { Redactor } from '../logging/redactor.js';

export interface AuditedAction {
  action: AuditRecord['action'];
  target: string | null;
  outcome: AuditRecord['outcome'];
  details?: AuditRecord['details'];
}

@Injectable()
export class AuditService {
  readonly #catalog: Catalog;
  readonly #clock: Clock;
  readonly #redactor: Redactor;

  constructor(@Inject(CATALOG) catalog: Catalog, @Inject(CLOCK) clock: Clock, redactor: Redactor) {
    this.#catalog = catalog;
    this.#clock = clock;
    this.#redactor = redactor;
  }

  async record(requester: Requester, { action, target, outcome, details }: AuditedAction): Promise<void> {
    await this.#catalog.audit.append({
      at: this.#clock.now().toISOString(),
      actor: requester.actor,
      action,
      target,
      outcome,
      ip: requester.ip,
      details: this.#redactor.deep(details ?? {}) as AuditRecord['details'],
    });
  }

  async list(limit: number, offset: number): Promise<Page<AuditEntryView>> {
    const { items, total } = await this.#catalog.audit.list(limit, offset);
    return { items: items.map(toView), total, limit, offset };
  }

  verify(): Promise<AuditVerification> {
    return this.#catalog.audit.verify();
  }
}

function toView(record: AuditRecord): AuditEntryView {
  const { sequence, at, actor, action, target, outcome, ip, details } = record;
  return { sequence, at, actor, action, target, outcome, ip, details };
}
