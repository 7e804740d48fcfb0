import type { AlertView, StatusView } from '@holdfast/contract';

import { makeBackup, makeFailedBackup, makeLast, makeStatus } from '../../../testing/fixtures.js';
import { deletionBarrier, parentIdsOf } from './deletion-barrier.js';
import { deriveSafety, type Safety, type SafetyReason } from './derive-safety.js';

const failed = makeLast(makeFailedBackup());
const failedLater = { ...failed, time: '2026-11-23T02:03:12.000Z' };

const unproven = { provenTo: null, measuredRestoreSeconds: null, lastDrill: null, nextDrill: null };

function alert(severity: AlertView['severity']): AlertView {
  return { code: 'X', severity, message: 'm', hint: null, since: '2026-11-21T00:00:00Z', backupId: null };
}

describe('deriveSafety', () => {
  it('says protected only when nothing speaks against it', () => {
    expect(deriveSafety(makeStatus()).safety).toBe('protected');
  });

  const cases: [Safety, SafetyReason, Partial<StatusView>][] = [
    ['none', 'no-backup', { lastBackup: null, lastGoodBackup: null }],
    ['at-risk', 'no-good-backup', { lastBackup: failed, lastGoodBackup: null }],
    ['at-risk', 'blocking-alert', { alerts: [alert('info'), alert('blocker')] }],
    ['attention', 'last-failed', { lastBackup: failed }],
    ['at-risk', 'failing-for-long', { lastBackup: failedLater }],
    ['attention', 'warning', { alerts: [alert('warning')] }],
    ['attention', 'scheduler-stopped', { nextRun: null }],
    ['attention', 'not-proven', { recovery: unproven }],
  ];

  it.each(cases)('says %s because of %s', (safety, reason, overrides) => {
    expect(deriveSafety(makeStatus(overrides))).toEqual({ safety, reason });
  });

  it('does not take the alert about the last failure for worse than the failure is', () => {
    const alerts = [{ ...alert('blocker'), code: 'LAST_BACKUP_FAILED' }];
    expect(deriveSafety(makeStatus({ lastBackup: failed, alerts })).safety).toBe('attention');
  });

  it('is not alarmed by a mere piece of information', () => {
    expect(deriveSafety(makeStatus({ alerts: [alert('info')] })).safety).toBe('protected');
  });
});

describe('deletionBarrier', () => {
  const parentIds = parentIdsOf([
    makeBackup({ parentBackupId: 'parent' }),
    makeFailedBackup({ parentBackupId: 'older' }),
  ]);

  it.each([
    ['unfinished', makeBackup({ status: 'running' })],
    ['pinned', makeBackup({ isPinned: true })],
    ['last-good', makeBackup({ id: 'newest' })],
    ['parent', makeBackup({ id: 'parent' })],
    [null, makeBackup({ id: 'older' })],
  ])('is %s', (barrier, backup) => {
    expect(deletionBarrier(backup, { lastGoodId: 'newest', parentIds })).toBe(barrier);
  });
});
