/** Packages on their way out, as one plain tar. */

import { pipeline } from 'node:stream/promises';

import type { DownloadUrlView } from '@holdfast/contract';
import { HoldfastError, type Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';
import type { Response } from 'express';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { BackupRecords } from '../backups/backup-records.service.js';
import { BackupUsage } from '../backups/backup-usage.service.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { ENGINE } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { DownloadLinks } from './download-links.js';

@Injectable()
export class DownloadService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly records: BackupRecords,
    private readonly usage: BackupUsage,
    private readonly links: DownloadLinks,
    private readonly audit: AuditService,
    private readonly logger: JsonLogger,
  ) {}

  /** @param origin of the request, for consoles that were not told their public address */
  async link(backupId: string, requester: Requester, origin: string): Promise<DownloadUrlView> {
    await this.#get(backupId);
    const { token, expiresAt } = this.links.create(backupId, requester.actor);
    const address = (this.config.publicUrl ?? origin).replace(/\/+$/, '');
    return { url: `${address}/api/v1/downloads/${token}`, expiresAt: expiresAt.toISOString() };
  }

  async sendByLink(token: string, ip: string | null, response: Response): Promise<void> {
    const { backupId, actor } = this.links.open(token);
    await this.send(backupId, { actor, ip }, response);
  }

  /**
   * Recorded before anything leaves. A package that turns out shorter than it says ends the connection
   * before its announced length: no client takes it for whole.
   */
  async send(backupId: string, requester: Requester, response: Response): Promise<void> {
    const { appId, id } = await this.#get(backupId);
    const release = this.usage.hold(id);
    try {
      const { fileName, sizeBytes, stream } = await this.engine.exportPackage({ appId, backupId: id });
      await this.audit.record(requester, { action: 'backup.download', target: id, outcome: 'success' });
      response.status(200).set({
        'content-type': 'application/x-tar',
        'content-length': String(sizeBytes),
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      });
      await pipeline(stream, response);
    } catch (error) {
      if (!response.headersSent) throw error;
      this.logger.warn('A download was cut off', { backupId: id, error });
      response.destroy();
    } finally {
      release();
    }
  }

  async #get(backupId: string) {
    const record = await this.records.get(backupId);
    if (record.status === 'success' && record.deletionStartedAt === null) return record;
    throw new HoldfastError('INVALID_STATE', 'Only a successful backup can be downloaded.');
  }
}
