import type { BackupRecord } from '@holdfast/catalog';

import { chooseParent } from './choose-parent.js';

/** Each one newer than the one before; the list is given newest first. */
function backups(...parts: Partial<BackupRecord>[]): BackupRecord[] {
  return parts
    .map(
      (part, index) =>
        ({
          id: `b${index + 1}`,
          type: 'full',
          parentBackupId: null,
          trigger: 'schedule',
          authenticity: 'own',
          verificationLevel: 'readable',
          ...part,
        }) as BackupRecord,
    )
    .reverse();
}

const full = {};
const incremental = (parentBackupId: string) => ({ type: 'incremental' as const, parentBackupId });

describe('what a backup builds on', () => {
  it.each([
    ['full', 'nothing', backups(full, full), 'full', null],
    ['differential', 'the newest full one', backups(full, full, incremental('b2')), 'differential', 'b2'],
    ['incremental', 'the newest one', backups(full, incremental('b1')), 'incremental', 'b2'],
    ['differential', 'nothing where there is nothing', [], 'differential', null],
    ['incremental', 'nothing where there is nothing', [], 'incremental', null],
    ['incremental', 'no foreign one', backups(full, { authenticity: 'foreign' }), 'incremental', 'b1'],
    ['incremental', 'none that nobody signed', backups({ authenticity: 'unsigned' }), 'incremental', null],
    [
      'incremental',
      'none that was never read',
      backups({ verificationLevel: 'stored' }),
      'incremental',
      null,
    ],
    ['differential', 'no safety snapshot', backups(full, { trigger: 'pre-restore' }), 'differential', 'b1'],
  ] as const)('%s: %s', (asked, _, good, type, parent) => {
    const lineage = chooseParent(asked, good, 7);
    expect({ type: lineage.type, parent: lineage.parent?.id ?? null }).toEqual({ type, parent });
    expect(lineage.notes).toEqual([]);
  });

  it('begins a new chain where this one is as long as it may be, and says so', () => {
    const chain = backups(full, incremental('b1'), incremental('b2'));
    expect(chooseParent('incremental', chain, 3)).toMatchObject({ parent: { id: 'b3' } });
    expect(chooseParent('incremental', chain, 2)).toMatchObject({
      type: 'full',
      parent: null,
      notes: [{ code: 'CHAIN_COMPLETE' }],
    });
  });

  it('begins a new chain where a link of this one is not good any more', () => {
    expect(chooseParent('incremental', backups(incremental('gone')), 7)).toMatchObject({ parent: null });
  });
});
