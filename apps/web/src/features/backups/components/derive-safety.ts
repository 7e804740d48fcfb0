/** Answers "is my data safe right now?" from the status. When in doubt it says the worse. */
import type { StatusView } from '@holdfast/contract';

export type Safety = 'none' | 'at-risk' | 'attention' | 'protected';

export type SafetyReason =
  | 'no-backup'
  | 'no-good-backup'
  | 'blocking-alert'
  | 'last-failed'
  | 'warning'
  | 'scheduler-stopped'
  | 'not-proven'
  | 'all-good';

export interface SafetyVerdict {
  safety: Safety;
  reason: SafetyReason;
}

export function deriveSafety(status: StatusView): SafetyVerdict {
  if (status.lastGoodBackup === null) return withoutGoodBackup(status);
  if (status.alerts.some((alert) => alert.severity === 'blocker'))
    return verdict('at-risk', 'blocking-alert');
  if (status.lastBackup?.status === 'failed') return verdict('attention', 'last-failed');
  if (status.alerts.some((alert) => alert.severity === 'warning')) return verdict('attention', 'warning');
  if (status.nextRun === null) return verdict('attention', 'scheduler-stopped');
  if (status.recovery.provenTo === null) return verdict('attention', 'not-proven');
  return verdict('protected', 'all-good');
}

function withoutGoodBackup(status: StatusView): SafetyVerdict {
  const hasFailed = status.lastBackup?.status === 'failed';
  return hasFailed ? verdict('at-risk', 'no-good-backup') : verdict('none', 'no-backup');
}

function verdict(safety: Safety, reason: SafetyReason): SafetyVerdict {
  return { safety, reason };
}
