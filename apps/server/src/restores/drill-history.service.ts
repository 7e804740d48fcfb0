/** How the newest drill of an application came out. */

import type { RestoreRecord } from '@holdfast/catalog';
import { Injectable } from '@nestjs/common';

import { hasDrillEnded, isDrillImpossible } from './drill-rules.js';
import { RestoreRecords } from './restore-records.service.js';

export interface DrillOutcome {
  record: RestoreRecord;
  /** It failed because this machine lacks the programs: that says nothing about the backup. */
  isImpossible: boolean;
}

@Injectable()
export class DrillHistory {
  readonly #records: RestoreRecords;

  constructor(records: RestoreRecords) {
    this.#records = records;
  }

  /** Of the newest one that came to an end of its own, leaving one out; null where there is none. */
  async lastOutcome(appId: string, exceptId?: string): Promise<DrillOutcome | null> {
    const [record] = await this.#records.list(
      (drill) => drill.appId === appId && drill.id !== exceptId && hasDrillEnded(drill),
    );
    return record === undefined ? null : { record, isImpossible: isDrillImpossible(record) };
  }
}
