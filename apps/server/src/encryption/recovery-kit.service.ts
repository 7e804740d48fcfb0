/** The recovery kit: all that is needed to bring the data back without this console. */

import { readFile } from 'node:fs/promises';

import type { Clock, Engine } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { BackupRecords, isGood } from '../backups/backup-records.service.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { CLOCK, ENGINE } from '../engine/engine.tokens.js';
import type { KitFacts } from './kit-sections.js';
import { signingKeyPem } from './signing-key-pem.js';

const IDENTITY = /^AGE-SECRET-KEY-1[0-9A-Z]+$/;

@Injectable()
export class RecoveryKitService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly records: BackupRecords,
    private readonly destinations: DestinationsService,
    private readonly audit: AuditService,
  ) {}

  async make(requester: Requester): Promise<KitFacts> {
    const identities = await this.#identities();
    // A full one that lies here: its commands are the shortest.
    const [newest] = await this.records.list((record) => isGood(record) && record.type === 'full');
    const { storageLocation: storage } = this.engine;
    // Recorded before anything leaves: whoever holds the kit can read every backup.
    await this.audit.record(requester, {
      action: 'encryption.recovery-kit',
      target: null,
      outcome: 'success',
      details: { identities: identities.length },
    });
    return {
      madeAt: this.clock.now().toISOString(),
      storage,
      destinations: (await this.destinations.list()).map(({ name, location }) => `${name}: ${location}`),
      identities,
      signingPublicKeys: this.engine.keyring.keys().map((key) => signingKeyPem(key.signingPublicKey)),
      examplePath: newest?.path ?? `${storage}/<appId>/<backupId>`,
    };
  }

  async #identities(): Promise<string[]> {
    const text = await readFile(this.engine.keyring.path, 'utf8').catch(() => '');
    return text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => IDENTITY.test(line));
  }
}
