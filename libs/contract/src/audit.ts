/** The audit log: who did what, when, from where, with which outcome. */

export const AUDIT_ACTIONS = [
  'auth.login',
  'auth.login-failed',
  'auth.logout',
  'backup.create',
  'backup.delete',
  'backup.cancel',
  'backup.verify',
  'backup.pin',
  'backup.unpin',
  'backup.download',
  'backup.import',
  'backup.copy',
  'restore.preview',
  'restore.drill',
  'destination.create',
  'destination.update',
  'destination.delete',
  'destination.test',
  'encryption.rotate',
  'encryption.recovery-kit',
  'restore.start',
  'restore.finish',
  'restore.cancel',
  'restore.undo',
  'restore.discard-undo',
  'retention.delete',
  'scheduler.start',
  'scheduler.stop',
  'settings.update',
  'catalog.rebuild',
  'api-key.create',
  'api-key.delete',
  'anomaly.acknowledge',
] as const;
export type AuditAction = (typeof AUDIT_ACTIONS)[number];

export interface AuditEntryView {
  sequence: number;
  at: string;
  /** E-mail, `api-key:<name>` or `system`. */
  actor: string;
  action: AuditAction;
  /** What it was done to, e.g. a backup id. */
  target: string | null;
  outcome: 'success' | 'failure';
  ip: string | null;
  details: Record<string, string | number | boolean | null>;
}
