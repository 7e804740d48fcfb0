/** Names of backups: unique, ordered by time, safe in paths and addresses. */

/** What a backup id, an appId or a component name may look like; no path can be built out of it. */
export const SAFE_ID = /^[A-Za-z0-9](?:[A-Za-z0-9_-]|\.(?!\.))*$/;

const BACKUP_ID = /^(?:backup|snapshot_before_restore)_/;
const NAME_PART_MAX_LENGTH = 60;

export interface BackupIdParts {
  databaseName: string;
  workspaceId: string;
  createdAt: Date;
  isSafetySnapshot: boolean;
}

/** `backup_{database}_{workspace}_{YYYYMMDD_HHMMSS}` in UTC; a safety snapshot's begins with `snapshot_before_restore_`. */
export function formatBackupId(parts: BackupIdParts): string {
  const prefix = parts.isSafetySnapshot ? 'snapshot_before_restore' : 'backup';
  const stamp = parts.createdAt.toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '_');
  return `${prefix}_${safePart(parts.databaseName)}_${safePart(parts.workspaceId)}_${stamp}`;
}

/** The first of `id`, `id_2`, `id_3` … that is not taken yet: two backups may fall in one second. */
export function uniqueBackupId(id: string, isTaken: (candidate: string) => boolean): string {
  let candidate = id;
  for (let suffix = 2; isTaken(candidate); suffix += 1) candidate = `${id}_${suffix}`;
  return candidate;
}

/** Only what is called so is swept as unfinished: other people's files in the storage are none of our business. */
export function isBackupId(id: string): boolean {
  return BACKUP_ID.test(id);
}

function safePart(name: string): string {
  const safe = name.replace(/[^A-Za-z0-9-]+/g, '-').replace(/^-+|-+$/g, '');
  return (safe === '' ? 'database' : safe).slice(0, NAME_PART_MAX_LENGTH);
}
