/** Whether the environment names a store for copies. */

/** All of what names it, or nothing: half of it would look like copies that are never made. */
const NAMING = [
  'BACKUP_S3_ENDPOINT',
  'BACKUP_S3_BUCKET',
  'BACKUP_S3_PREFIX',
  'BACKUP_S3_ACCESS_KEY_ID',
  'BACKUP_S3_SECRET_ACCESS_KEY',
] as const;

export function isS3Meant(environment: Partial<Record<(typeof NAMING)[number], string>>): boolean {
  return NAMING.some((name) => environment[name] !== undefined);
}
