/** Puts together what is proven of one backup. Pure. */

import type { IntegrityProof } from '@holdfast/contract';
import type { AuditRecord, BackupRecord, RestoreRecord } from '@holdfast/catalog';
import type { Manifest } from '@holdfast/engine';

/** Every object of the package that its manifest names, with its checksum. */
export function objectsOf({ components, attachments }: Manifest) {
  return [
    ...components.map(({ object: { name, sizeBytes, sha256 } }) => ({ name, sizeBytes, sha256 })),
    ...attachments.map(({ name, sizeBytes, sha256 }) => ({ name, sizeBytes, sha256 })),
  ];
}

/** Newest first. @param audit entries about the backup. */
export function proofsOf(
  backup: BackupRecord,
  restores: readonly RestoreRecord[],
  audit: readonly AuditRecord[],
): IntegrityProof[] {
  const proofs = [
    ...creationProof(backup, audit),
    ...audit.filter(({ action }) => action === 'backup.verify').map(verificationProof),
    ...restores.flatMap(restoreProof),
  ];
  return proofs.sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** A backup that this console made was read back before it counted; one that was taken in was only found. */
function creationProof(backup: BackupRecord, audit: readonly AuditRecord[]): IntegrityProof[] {
  const { completedAt, status, errorCode, errorMessage } = backup;
  if (completedAt === null) return [];
  const isSuccessful = status === 'success';
  const wasMadeHere = audit.some(({ action }) => action === 'backup.create');
  const level = wasMadeHere ? 'readable' : 'stored';
  return [
    {
      kind: 'backup',
      at: completedAt,
      isSuccessful,
      level: isSuccessful ? level : null,
      errorCode,
      errorMessage,
      drill: null,
    },
  ];
}

function verificationProof({ at, outcome, details }: AuditRecord): IntegrityProof {
  const isSuccessful = outcome === 'success';
  return {
    kind: 'verification',
    at,
    isSuccessful,
    // Entries of older consoles name no level: there was only this one.
    level: isSuccessful ? (details['level'] === 'hashed' ? 'hashed' : 'readable') : null,
    errorCode: textOf(details['errorCode']),
    errorMessage: textOf(details['errorMessage']),
    drill: null,
  };
}

/** Previews prove nothing, and what did not come to an end neither. */
function restoreProof(record: RestoreRecord): IntegrityProof[] {
  const { mode, strategy, status, completedAt, errorCode, errorMessage, drill } = record;
  const hasEnded = status === 'success' || status === 'failed';
  if (mode === 'preview' || completedAt === null || !hasEnded) return [];
  const isSuccessful = status === 'success';
  const level = mode === 'drill' ? (drill?.level ?? null) : strategy === 'tables' ? null : 'matched';
  return [
    {
      kind: mode === 'drill' ? 'drill' : 'restore',
      at: completedAt,
      isSuccessful,
      level: isSuccessful ? level : null,
      errorCode,
      errorMessage,
      drill,
    },
  ];
}

function textOf(value: AuditRecord['details'][string] | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
