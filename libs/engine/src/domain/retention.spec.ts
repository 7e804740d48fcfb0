import { decideRetention, type RetentionCandidate, type RetentionPolicy } from './retention.js';

const NOW = new Date('2026-03-31T03:00:00Z');
const DAY_MS = 86_400_000;
const keepAll: RetentionPolicy = { days: 30, count: null, maxTotalBytes: null };

function backup(daysAgo: number, changes: Partial<RetentionCandidate> = {}): RetentionCandidate {
  return {
    id: `day-${daysAgo}`,
    status: 'success',
    createdAt: new Date(NOW.getTime() - daysAgo * DAY_MS).toISOString(),
    sizeBytes: 100,
    verificationLevel: 'readable',
    isPinned: false,
    isSafetySnapshot: false,
    isInUse: false,
    childIds: [],
    hasUnacknowledgedAnomaly: false,
    ...changes,
  };
}

function nightly(nights: number): RetentionCandidate[] {
  return Array.from({ length: nights }, (_, index) => backup(index));
}

describe('retention', () => {
  it('deletes what is older than the kept days, oldest last', () => {
    expect(decideRetention(nightly(33), keepAll, NOW).deleteIds).toEqual(['day-31', 'day-32']);
  });

  it('keeps the newest N where a number is set', () => {
    expect(decideRetention(nightly(5), { ...keepAll, count: 3 }, NOW).deleteIds).toEqual(['day-3', 'day-4']);
  });

  it('never deletes the newest good backup, however old or large it is', () => {
    const policy = { days: 1, count: 0, maxTotalBytes: 1 };
    expect(decideRetention([backup(400)], policy, NOW).deleteIds).toEqual([]);
  });

  it('never deletes the newest verified backup', () => {
    const backups = [backup(0, { verificationLevel: 'stored' }), backup(1), backup(2)];
    expect(decideRetention(backups, { ...keepAll, count: 0 }, NOW).deleteIds).toEqual(['day-2']);
  });

  it('never deletes what is pinned, in use or in progress', () => {
    const backups = [
      backup(0),
      backup(1, { isPinned: true }),
      backup(2, { isInUse: true }),
      backup(3, { status: 'running' }),
      backup(4, { status: 'pending' }),
      backup(5),
    ];
    const policy = { days: 0, count: 0, maxTotalBytes: 0 };
    expect(decideRetention(backups, policy, NOW).deleteIds).toEqual(['day-5']);
  });

  it('never deletes a parent whose child stays, through any number of generations', () => {
    const backups = [
      backup(0),
      backup(1, { isPinned: true }),
      backup(2, { childIds: ['day-1'] }),
      backup(3, { childIds: ['day-2'] }),
      backup(4),
    ];
    expect(decideRetention(backups, { ...keepAll, count: 1 }, NOW).deleteIds).toEqual(['day-4']);
  });

  it('deletes the oldest until the rest fits into the space', () => {
    const policy = { ...keepAll, maxTotalBytes: 250 };
    expect(decideRetention(nightly(4), policy, NOW).deleteIds).toEqual(['day-2', 'day-3']);
  });

  it('stands still after a failed backup and while an anomaly is unacknowledged', () => {
    const failed = [backup(0, { status: 'failed' }), ...nightly(60).slice(1)];
    const odd = [backup(0, { hasUnacknowledgedAnomaly: true }), ...nightly(60).slice(1)];
    const decisions = [failed, odd].map((backups) => decideRetention(backups, keepAll, NOW));
    expect(decisions.map(({ deleteIds }) => deleteIds)).toEqual([[], []]);
    expect(decisions[0]?.standstill).toContain('failed');
    expect(decisions[1]?.standstill).toContain('anomaly');
  });

  it('never deletes the newest good backup in favour of a newer safety snapshot', () => {
    const backups = [backup(0, { id: 'snapshot', isSafetySnapshot: true }), backup(40), backup(41)];
    const policy = { days: 1, count: 0, maxTotalBytes: 0 };
    expect(decideRetention(backups, policy, NOW).deleteIds).toEqual(['day-41']);
  });

  it('does not count safety snapshots among the newest N', () => {
    const backups = [backup(0, { id: 'snapshot', isSafetySnapshot: true }), backup(1), backup(2), backup(3)];
    expect(decideRetention(backups, { ...keepAll, count: 2 }, NOW).deleteIds).toEqual(['day-3']);
  });

  it('removes the records of old failures once a good backup is newer', () => {
    const backups = [...nightly(33), backup(32.5, { id: 'old-failure', status: 'failed', sizeBytes: null })];
    expect(decideRetention(backups, keepAll, NOW).deleteIds).toContain('old-failure');
  });

  it.each([1 / 24, 400, -1 / 24, -400])(
    'deletes nothing more when the clock jumps by %d days',
    (jumpDays) => {
      const jumped = new Date(NOW.getTime() + jumpDays * DAY_MS);
      expect(decideRetention(nightly(30), keepAll, jumped).deleteIds).toEqual([]);
    },
  );

  it('deletes nothing more when a backup was made while the clock was 400 days ahead', () => {
    const backups = [backup(-400, { id: 'from-the-future' }), ...nightly(28)];
    const jumped = new Date(NOW.getTime() + 400 * DAY_MS);
    expect(decideRetention(backups, keepAll, jumped).deleteIds).toEqual([]);
    expect(decideRetention(backups, keepAll, NOW).deleteIds).toEqual([]);
  });

  it('deletes nothing of two backups when the console was off for a year', () => {
    expect(decideRetention([backup(0), backup(365)], keepAll, NOW).deleteIds).toEqual([]);
  });
});
