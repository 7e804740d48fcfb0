/** Names under which answers are cached. */
import type { QueryValues } from './client.js';

export const queryKeys = {
  me: ['me'],
  status: ['status'],
  backups: (query: QueryValues) => ['backups', query],
  backup: (backupId: string) => ['backup', backupId],
  restores: (query: QueryValues) => ['restores', query],
  restore: (restoreId: string) => ['restore', restoreId],
  settings: ['settings'],
  destinations: ['destinations'],
  encryptionKeys: ['encryption-keys'],
  scheduler: ['scheduler'],
  apiKeys: ['api-keys'],
  audit: (query: QueryValues) => ['audit', query],
} as const;
