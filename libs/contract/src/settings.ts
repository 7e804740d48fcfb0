/** Settings that an administrator changes while the console runs. */

export interface SettingsView {
  backup: {
    isEnabled: boolean;
    /** 5 or 6 fields. */
    cron: string;
    timezone: string;
    retentionDays: number;
    retentionCount: number | null;
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
  restore?: Partial<SettingsView['restore']>;
  notifications?: { emailNotificationsEnabled?: boolean; notificationRecipients?: string[] };
}

/** What `POST notifications/test` did. */
export interface NotificationTestView {
  sentTo: string[];
}
