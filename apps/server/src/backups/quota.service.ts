/** The space set aside for backups (BACKUP_MAX_TOTAL_GB). */

import { HoldfastError, type Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { ApplicationsService } from '../applications/applications.service.js';
import { SYSTEM } from '../auth/requester.decorator.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { ENGINE } from '../engine/engine.tokens.js';
import { RetentionService } from './retention.service.js';

const BYTES_PER_GB = 1_000_000_000;

@Injectable()
export class QuotaService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly applications: ApplicationsService,
    private readonly retention: RetentionService,
  ) {}

  /** Cleans up where the space is used up. @throws BACKUP_QUOTA_EXCEEDED where that does not help. */
  async makeRoom(): Promise<void> {
    const quotaBytes = this.config.backup.maxTotalBytes;
    if (quotaBytes === null || (await this.#usedBytes()) < quotaBytes) return;
    for (const { appId } of this.applications.all()) await this.retention.run(appId, SYSTEM);
    const usedBytes = await this.#usedBytes();
    if (usedBytes < quotaBytes) return;
    throw new HoldfastError(
      'BACKUP_QUOTA_EXCEEDED',
      `Backups take ${inGb(usedBytes)} GB of the ${inGb(quotaBytes)} GB set aside for them, and none may be deleted.`,
      { hint: 'Delete or unpin old backups, acknowledge anomalies, or raise BACKUP_MAX_TOTAL_GB.' },
    );
  }

  async #usedBytes(): Promise<number> {
    return (await this.engine.storageSpace()).usedBytes;
  }
}

function inGb(bytes: number): string {
  return (bytes / BYTES_PER_GB).toFixed(3);
}
