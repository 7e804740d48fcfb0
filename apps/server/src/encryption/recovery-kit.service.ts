/** The recovery kit: all that is needed to bring the data back without this console. */

import { readFile } from 'node:fs/promises';

import type { Clock, Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { BackupRecords, isGood } from '../backups/backup-records.service.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';

const IDENTITY = /^AGE-SECRET-KEY-1[0-9A-Z]+$/;

@Injectable()
export class RecoveryKitService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: BackupRecords,
    private readonly audit: AuditService,
  ) {}

  async text(requester: Requester): Promise<string> {
    const identities = await this.#identities();
    const [newest] = await this.records.list(isGood);
    const details = { identities: identities.length };
    // Recorded before anything leaves: whoever holds the kit can read every backup.
    await this.audit.record(requester, {
      action: 'backup.download',
      target: 'recovery-kit',
      outcome: 'success',
      details,
    });
    return kitText({
      madeAt: this.clock.now().toISOString(),
      storage: this.engine.storageLocation,
      identities,
      examplePath: newest?.path ?? `${this.engine.storageLocation}/<appId>/<backupId>`,
    });
  }

  async #identities(): Promise<string[]> {
    const text = await readFile(this.engine.keyring.path, 'utf8').catch(() => '');
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => IDENTITY.test(line));
  }
}

interface Kit {
  madeAt: string;
  storage: string;
  identities: string[];
  examplePath: string;
}

function kitText({ madeAt, storage, identities, examplePath }: Kit): string {
  const keys = identities.length === 0 ? ['(none: the backups are not encrypted)'] : identities;
  return [
    'HOLDFAST RECOVERY KIT / 磐石恢复包',
    `Made at ${madeAt}`,
    '',
    'Keep this away from the backups. Whoever holds it can read every backup;',
    'whoever loses it can read none. 请与备份分开保存：持有者可读取所有备份，丢失则无法读取。',
    '',
    '1. Keys (save these lines as key.txt) / 密钥',
    ...keys,
    '',
    '2. Where the packages lie / 备份包位置',
    storage,
    'One directory per backup: <appId>/<backupId>/ with manifest.json and SHA256SUMS.',
    '',
    '3. Bring a database back with age, zstd and PostgreSQL’s own programs / 恢复命令',
    `cd ${shellQuoted(examplePath)}`,
    'sha256sum -c SHA256SUMS',
    'createdb restored',
    'age -d -i key.txt db.dump.zst.age | zstd -d | pg_restore --exit-on-error --no-owner -d restored',
    '',
    'A package that is not encrypted has db.dump.zst: leave the age step out.',
    'zstd -d < db.dump.zst | pg_restore --exit-on-error --no-owner -d restored',
    '',
  ].join('\n');
}

function shellQuoted(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
