/** Where the parts of a package lie, relative to their destination. */

import { SAFE_ID } from '../domain/backup-id.js';

export interface PackageRef {
  appId: string;
  backupId: string;
}

export const MANIFEST_NAME = 'manifest.json';
export const CHECKSUMS_NAME = 'SHA256SUMS';
export const SIGNATURE_NAME = 'manifest.json.sig';
/** What describes a package, in the order in which it is published: the manifest last. */
export const DOCUMENT_NAMES = [CHECKSUMS_NAME, SIGNATURE_NAME, MANIFEST_NAME] as const;
/** Each of them is read into memory. */
export const MAX_DOCUMENT_BYTES = 64 * 1024 * 1024;
/** Roles and the like of a server, before compression. */
export const GLOBALS_BASE_NAME = 'globals.sql';

export function packagePrefix({ appId, backupId }: PackageRef): string {
  return `${appId}/${backupId}`;
}

export function objectKey(ref: PackageRef, objectName: string): string {
  return `${packagePrefix(ref)}/${objectName}`;
}

/** What compression and encryption add to a name. */
export function objectSuffix(isEncrypted: boolean): string {
  return isEncrypted ? '.zst.age' : '.zst';
}

/** @param extension the natural one of the raw dump, such as `dump`. */
export function componentObjectName(componentName: string, extension: string, isEncrypted: boolean): string {
  return `${componentName}.${extension}${objectSuffix(isEncrypted)}`;
}

/** Of a component that is stored as the difference to another backup's. */
export function deltaObjectName(componentName: string, extension: string, isEncrypted: boolean): string {
  return `${componentName}.${extension}.delta.tar${isEncrypted ? '.age' : ''}`;
}

/** The package that an object belongs to; null for what lies elsewhere. */
export function packageOfKey(key: string): (PackageRef & { objectName: string }) | null {
  const [appId, backupId, objectName, ...deeper] = key.split('/');
  if (appId === undefined || backupId === undefined || objectName === undefined || deeper.length > 0)
    return null;
  return SAFE_ID.test(appId) && SAFE_ID.test(backupId) ? { appId, backupId, objectName } : null;
}
