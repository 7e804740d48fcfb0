/** How big the databases are that are kept for an undo; asked of the server in the background. */

import type { RestoreRecord } from '@holdfast/catalog';
import type { Clock } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ApplicationsService } from '../applications/applications.service.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { Replacements } from './replacements.service.js';

const REFRESH_AFTER_MS = 60_000;

interface KeptSize {
  sizeBytes: number | null;
  askedAtMs: number;
}

@Injectable()
export class KeptSizes {
  readonly #byId = new Map<string, KeptSize>();

  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly applications: ApplicationsService,
    private readonly replacements: Replacements,
    private readonly logger: JsonLogger,
  ) {}

  /** As last heard; null until the server has answered. Never waits. */
  of(record: RestoreRecord): number | null {
    if (!record.hasKeptDatabases) return null;
    const known = this.#byId.get(record.id);
    const nowMs = this.clock.monotonicMs();
    if (known === undefined || nowMs - known.askedAtMs > REFRESH_AFTER_MS) {
      this.#byId.set(record.id, { sizeBytes: known?.sizeBytes ?? null, askedAtMs: nowMs });
      void this.#ask(record, nowMs);
    }
    return known?.sizeBytes ?? null;
  }

  async #ask(record: RestoreRecord, askedAtMs: number): Promise<void> {
    try {
      const application = this.applications.get(record.appId);
      const sizeBytes = await this.replacements.sizeBytes(application, record);
      this.#byId.set(record.id, { sizeBytes, askedAtMs });
    } catch (error) {
      this.logger.debug('The size of a kept database is unknown', { restoreId: record.id, error });
    }
  }
}
