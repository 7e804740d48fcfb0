/** Databases that carry our naming but belong to no restore on record: they are shown, never dropped by themselves. */

import { asHoldfastError, type Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';

import { ApplicationsService } from '../applications/applications.service.js';
import { ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { RestoreRecords } from './restore-records.service.js';

const EVERY_MS = 3_600_000;

@Injectable()
export class StrayDatabases {
  readonly #namesByApp = new Map<string, readonly string[]>();

  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly applications: ApplicationsService,
    private readonly records: RestoreRecords,
    private readonly logger: JsonLogger,
  ) {}

  /** What the last look found. */
  latest(appId: string): readonly string[] {
    return this.#namesByApp.get(appId) ?? [];
  }

  /** A server that cannot be asked now is asked again at the next look. */
  @Interval(EVERY_MS)
  async look(): Promise<void> {
    const known = (await this.records.list()).flatMap(({ replacements }) => replacements);
    for (const application of this.applications.all()) {
      try {
        this.#namesByApp.set(application.appId, await this.engine.findStrays(application, known));
      } catch (error) {
        const reason = asHoldfastError(error).message;
        this.logger.warn('Databases left behind could not be looked for', {
          appId: application.appId,
          reason,
        });
      }
    }
  }
}
