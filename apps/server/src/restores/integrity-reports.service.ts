/** Gathers what is on record about one backup into its integrity report. */

import type { IntegrityReport } from '@holdfast/contract';
import type { AuditRecord, BackupRecord, Catalog } from '@holdfast/catalog';
import type { Clock, Engine, Manifest } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { BackupRecords } from '../backups/backup-records.service.js';
import { BackupsService } from '../backups/backups.service.js';
import { CATALOG } from '../catalog/catalog.token.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import { ownVersion } from '../engine/own-version.js';
import { JsonLogger } from '../logging/json-logger.js';
import { objectsOf, proofsOf } from './integrity-report.js';
import { RestoreRecords } from './restore-records.service.js';

/** The newest so many entries of the audit log are looked through. */
const AUDIT_ENTRIES = 20_000;

@Injectable()
export class IntegrityReports {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CATALOG) private readonly catalog: Catalog,
    private readonly backups: BackupsService,
    private readonly backupRecords: BackupRecords,
    private readonly restores: RestoreRecords,
    private readonly logger: JsonLogger,
  ) {}

  /** @throws BACKUP_NOT_FOUND */
  async of(id: string): Promise<IntegrityReport> {
    const record = await this.backupRecords.get(id);
    const manifest = record.status === 'success' ? await this.#manifestOf(record) : null;
    const restores = await this.restores.list(({ backupId }) => backupId === id);
    return {
      generatedAt: this.clock.now().toISOString(),
      holdfastVersion: ownVersion(),
      backup: this.backups.view(record),
      authenticity: record.authenticity ?? this.#authenticityOf(manifest),
      checksum: record.checksum,
      objects: manifest === null ? [] : objectsOf(manifest),
      level: record.verificationLevel,
      verifiedAt: record.verifiedAt,
      proofs: proofsOf(record, restores, await this.#auditOf(id)),
    };
  }

  /** The report of a damaged backup is needed as well: it then names no objects. */
  async #manifestOf({ appId, id }: BackupRecord): Promise<Manifest | null> {
    try {
      return await this.engine.readManifest({ appId, backupId: id });
    } catch (error) {
      this.logger.warn('A backup’s manifest cannot be read', { backupId: id, error });
      return null;
    }
  }

  /** For records of older catalogs. What nobody can be named for counts as unsigned. */
  #authenticityOf(manifest: Manifest | null): IntegrityReport['authenticity'] {
    const signer = manifest?.signature?.publicKey;
    if (signer === undefined) return 'unsigned';
    return this.engine.keyring.isOwnSigningKey(signer) ? 'own' : 'foreign';
  }

  async #auditOf(id: string): Promise<AuditRecord[]> {
    const { items } = await this.catalog.audit.list(AUDIT_ENTRIES, 0);
    return items.filter(({ target }) => target === id);
  }
}
