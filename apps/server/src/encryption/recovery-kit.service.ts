/** The recovery kit of this console: all that is needed to bring the data back without it. */

import type { Engine, RecoveryKit } from '@holdfast/engine';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { BackupRecords, isGood } from '../backups/backup-records.service.js';
import { DestinationsService } from '../destinations/destinations.service.js';
import { ENGINE } from '../engine/engine.tokens.js';

@Injectable()
export class RecoveryKitService {
  constructor(
    @Inject(ENGINE) private readonly engine: Engine,
    private readonly records: BackupRecords,
    private readonly destinations: DestinationsService,
    private readonly audit: AuditService,
  ) {}

  async make(requester: Requester): Promise<RecoveryKit> {
    // A full one that lies here: its commands are the shortest.
    const [newest] = await this.records.list((record) => isGood(record) && record.type === 'full');
    const places = (await this.destinations.list()).map(({ name, location }) => `${name}: ${location}`);
    const kit = await this.engine.recoveryKit({ places, examplePath: newest?.path ?? null });
    // Recorded before anything leaves: whoever holds the kit can read every backup.
    await this.audit.record(requester, {
      action: 'encryption.recovery-kit',
      target: null,
      outcome: 'success',
      details: { identities: kit.identities.length },
    });
    return kit;
  }
}
