/** Settings that an administrator changes while the console runs. */

import type { BackupType } from './backup.js';
import type { Assertion } from './restore.js';

export interface SettingsView {
  backup: {
    isEnabled: boolean;
    /** 5 or 6 fields. */
    cron: string;
    timezone: string;
    retentionDays: number;
    retentionCount: number | null;
    /** What the schedule makes. */
    type: BackupType;
    /** Incremental backups in a row before the next full one. */
    maxChainLength: number;
  };
  /** Restore drills, on a schedule. */
  drill: {
    isEnabled: boolean;
    /** 5 or 6 fields, in the time zone of the backups. */
    cron: string;
    assertions: Assertion[];
    /** Whether a scratch server is named in the environment; else a throw-away one is started. */
    isScratchServerNamed: boolean;
  };
  restore: { undoHours: number };
  notifications: {
    emailNotificationsEnabled: boolean;
    notificationRecipients: string[];
    /** Whether an SMTP server is configured in the environment. */
    isSmtpConfigured: boolean;
  };
}

export interface UpdateSettingsBody {
  backup?: Partial<SettingsView['backup']>;
  drill?: Partial<Omit<SettingsView['drill'], 'isScratchServerNamed'>>;
  restore?: Partial<SettingsView['restore']>;
  notifications?: { emailNotificationsEnabled?: boolean; notificationRecipients?: string[] };
}

/** What `POST notifications/test` did. */
export interface NotificationTestView {
  sentTo: string[];
}
