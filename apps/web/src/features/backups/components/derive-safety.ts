/** Answers "is my data safe right now?" from the status. When in doubt it says the worse. */
import type { LastBackupView, StatusView } from '@holdfast/contract';

export type Safety = 'none' | 'at-risk' | 'attention' | 'protected';

export type SafetyReason =
  | 'no-backup'
  | 'no-good-backup'
  | 'blocking-alert'
  | 'failing-for-long'
  | 'last-failed'
  | 'warning'
  | 'scheduler-stopped'
  | 'not-proven'
  | 'all-good';

export interface SafetyVerdict {
  safety: Safety;
  reason: SafetyReason;
}

/** Two nights without a good backup are more than a hiccup. */
const LONG_MS = 48 * 3_600_000;

/** Said here in its own words, by how old the last good backup is. */
const LAST_FAILED_ALERT = 'LAST_BACKUP_FAILED';

export function deriveSafety(status: StatusView): SafetyVerdict {
  if (status.lastGoodBackup === null) return withoutGoodBackup(status);
  if (status.alerts.some((alert) => alert.severity === 'blocker' && alert.code !== LAST_FAILED_ALERT))
    return verdict('at-risk', 'blocking-alert');
  if (status.lastBackup?.status === 'failed') return afterFailure(status.lastBackup, status.lastGoodBackup);
  if (status.nextRun === null) return verdict('attention', 'scheduler-stopped');
  if (status.alerts.some((alert) => alert.severity === 'warning')) return verdict('attention', 'warning');
  if (status.recovery.provenTo === null) return verdict('attention', 'not-proven');
  return verdict('protected', 'all-good');
}

function withoutGoodBackup(status: StatusView): SafetyVerdict {
  const hasFailed = status.lastBackup?.status === 'failed';
  return hasFailed ? verdict('at-risk', 'no-good-backup') : verdict('none', 'no-backup');
}

function afterFailure(failed: LastBackupView, good: LastBackupView): SafetyVerdict {
  const gapMs = new Date(failed.time).getTime() - new Date(good.time).getTime();
  return gapMs >= LONG_MS ? verdict('at-risk', 'failing-for-long') : verdict('attention', 'last-failed');
}

function verdict(safety: Safety, reason: SafetyReason): SafetyVerdict {
  return { safety, reason };
}
