/** `GET status`: is my data safe right now, and how long would a restore take? */

import type { ProblemNote } from './application.js';
import type { BackupStatus, VerificationLevel } from './backup.js';
import type { RestoreStatus } from './restore.js';
import type { ErrorCode } from './error-codes.js';

export interface LastBackupView {
  id: string;
  time: string;
  status: BackupStatus;
  sizeBytes: number | null;
  path: string | null;
  errorCode: ErrorCode | null;
  error: string | null;
  hint: string | null;
}

export interface LastDrillView {
  restoreId: string;
  backupId: string;
  time: string;
  status: RestoreStatus;
  recoverySeconds: number | null;
}

export interface DayView {
  /** Calendar day in the policy's time zone, `YYYY-MM-DD`. */
  date: string;
  succeeded: number;
  failed: number;
}

export interface AlertView extends ProblemNote {
  since: string;
  backupId: string | null;
}

export interface StatusView {
  appId: string;
  appName: string;
  lastBackup: LastBackupView | null;
  lastGoodBackup: LastBackupView | null;
  /** A backup or restore that is running or waiting, so that a page can show it at once. */
  runningBackupId: string | null;
  runningRestoreId: string | null;
  /** Next scheduled run, ISO 8601 UTC; null while the scheduler is stopped. */
  nextRun: string | null;
  timezone: string;
  storage: { path: string; usedBytes: number; quotaBytes: number | null; freeBytes: number };
  days: DayView[];
  recovery: {
    provenTo: VerificationLevel | null;
    /** Of the last restore or drill that succeeded. */
    measuredRestoreSeconds: number | null;
    lastDrill: LastDrillView | null;
    nextDrill: string | null;
  };
  alerts: AlertView[];
  encryption: { isEnabled: boolean; keyId: string | null; keyringPath: string };
}

export interface SchedulerView {
  isRunning: boolean;
  cron: string;
  timezone: string;
  nextRun: string | null;
  lastRun: string | null;
}

export interface HealthView {
  status: 'ok' | 'error';
  checks: { name: string; ok: boolean; message: string | null }[];
}
