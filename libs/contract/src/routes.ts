/** Every address of the canonical API. Clients build addresses here and nowhere else. */

const API = '/api/v1';

const id = encodeURIComponent;

export const ROUTES = {
  login: `${API}/auth/login`,
  logout: `${API}/auth/logout`,
  me: `${API}/auth/me`,
  applications: `${API}/applications`,
  application: (appId: string) => `${API}/applications/${id(appId)}`,
  applicationTest: (appId: string) => `${API}/applications/${id(appId)}/test`,
  backups: `${API}/backups`,
  backup: (backupId: string) => `${API}/backups/${id(backupId)}`,
  backupCancel: (backupId: string) => `${API}/backups/${id(backupId)}/cancel`,
  backupVerify: (backupId: string) => `${API}/backups/${id(backupId)}/verify`,
  backupPin: (backupId: string) => `${API}/backups/${id(backupId)}/pin`,
  backupUnpin: (backupId: string) => `${API}/backups/${id(backupId)}/unpin`,
  /** The package as one plain tar. */
  backupDownload: (backupId: string) => `${API}/backups/${id(backupId)}/download`,
  backupDownloadUrl: (backupId: string) => `${API}/backups/${id(backupId)}/download-url`,
  backupImport: `${API}/backups/import`,
  /** Sends the package to a further destination. */
  backupCopies: (backupId: string) => `${API}/backups/${id(backupId)}/copies`,
  /** What is proven of the backup, as one JSON document. */
  integrityReport: (backupId: string) => `${API}/backups/${id(backupId)}/integrity-report`,
  backupAcknowledge: (backupId: string) => `${API}/backups/${id(backupId)}/acknowledge`,
  backupRestores: (backupId: string) => `${API}/backups/${id(backupId)}/restores`,
  restores: `${API}/restores`,
  restore: (restoreId: string) => `${API}/restores/${id(restoreId)}`,
  restoreCancel: (restoreId: string) => `${API}/restores/${id(restoreId)}/cancel`,
  restoreUndo: (restoreId: string) => `${API}/restores/${id(restoreId)}/undo`,
  /** Gives up the way back: the kept database is removed now. */
  restoreDiscardUndo: (restoreId: string) => `${API}/restores/${id(restoreId)}/discard-undo`,
  status: `${API}/status`,
  scheduler: `${API}/scheduler`,
  schedulerStart: `${API}/scheduler/start`,
  schedulerStop: `${API}/scheduler/stop`,
  retentionRun: `${API}/retention/run`,
  audit: `${API}/audit`,
  settings: `${API}/settings`,
  notificationTest: `${API}/notifications/test`,
  apiKeys: `${API}/api-keys`,
  apiKey: (apiKeyId: string) => `${API}/api-keys/${id(apiKeyId)}`,
  destinations: `${API}/destinations`,
  destination: (destinationId: string) => `${API}/destinations/${id(destinationId)}`,
  destinationTest: (destinationId: string) => `${API}/destinations/${id(destinationId)}/test`,
  /** Of one that is not kept yet. */
  destinationsTest: `${API}/destinations/test`,
  encryptionKeys: `${API}/encryption/keys`,
  recoveryKit: `${API}/encryption/recovery-kit`,
  healthLive: '/health/live',
  healthReady: '/health/ready',
  docs: '/api/docs',
} as const;

/** Header that scripts authenticate with. */
export const API_KEY_HEADER = 'X-API-Key';
