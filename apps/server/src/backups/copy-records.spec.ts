import type { BackupRecord, CopyRecord } from '@holdfast/catalog';
import { describe, expect, it } from '@jest/globals';

import { manifestOf } from '../testing/manifests.js';
import { basesOf, copyViewOf, nextToSend, waitingCopy, withOutcome } from './copy-records.js';
import { importedRecord } from './new-backup-record.js';

const THERE = 'offsite';
const STORED: CopyRecord = { ...waitingCopy(THERE), state: 'stored' };

describe('The copies in a record', () => {
  function backup(id: string, parts: Partial<BackupRecord> = {}): BackupRecord {
    const manifest = manifestOf({ backupId: id });
    const found = { appId: 'default', backupId: id, manifest, authenticity: 'own' as const };
    const record = importedRecord({ ...found, path: `/${id}`, sizeBytes: 1, checksum: '0' });
    return { ...record, copies: [waitingCopy(THERE)], ...parts };
  }

  it('are sent oldest first', () => {
    const records = [
      backup('new', { createdAt: '2026-03-02T00:00:00.000Z' }),
      backup('old', { createdAt: '2026-03-01T00:00:00.000Z' }),
    ];
    expect(nextToSend(records, THERE)?.id).toBe('old');
    expect(nextToSend(records, 'elsewhere')).toBeNull();
  });

  it('are sent after those that they build on, even where a clock went back in between', () => {
    const child = backup('child', { createdAt: '2026-03-01T00:00:00.000Z', parentBackupId: 'base' });
    const base = backup('base', { createdAt: '2026-03-02T00:00:00.000Z' });
    expect(nextToSend([child, base], THERE)?.id).toBe('base');
  });

  it.each<[string, CopyRecord[]]>([
    ['stored', [STORED]],
    ['failed', [{ ...STORED, state: 'failed' }]],
    ['not planned', []],
  ])('do not wait for a base whose copy is %s', (_, copies) => {
    const records = [backup('base', { copies }), backup('child', { parentBackupId: 'base' })];
    expect(nextToSend(records, THERE)?.id).toBe('child');
  });

  it('need all that they build on, as far as it is known', () => {
    const records = [
      backup('third', { parentBackupId: 'second' }),
      backup('second', { parentBackupId: 'first' }),
      backup('first', { parentBackupId: 'gone' }),
    ];
    expect(basesOf(records[0]!, records).map(({ id }) => id)).toEqual(['first', 'second']);
  });

  it('of backups that a damaged catalog lets build on each other still come to an end', () => {
    const records = [backup('one', { parentBackupId: 'two' }), backup('two', { parentBackupId: 'one' })];
    expect(basesOf(records[0]!, records).map(({ id }) => id)).toEqual(['two']);
    expect(nextToSend(records, THERE)).not.toBeNull();
    const own = backup('own', { parentBackupId: 'own' });
    expect(basesOf(own, [own])).toEqual([]);
  });

  it('take an outcome only where it is expected', () => {
    expect(withOutcome([waitingCopy(THERE)], STORED)).toEqual([STORED]);
    expect(withOutcome([], STORED)).toEqual([]);
  });

  it('are shown as being sent only while they wait', () => {
    expect(copyViewOf(waitingCopy(THERE), 'Offsite', 7)).toMatchObject({ state: 'sending', bytesDone: 7 });
    expect(copyViewOf(waitingCopy(THERE), 'Offsite', null)).toMatchObject({ state: 'waiting' });
    expect(copyViewOf(STORED, 'Offsite', 7)).toMatchObject({ state: 'stored', bytesDone: null });
  });
});
