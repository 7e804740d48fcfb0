/** The integrity report: what is proven of one backup, as a document that can be kept. */

import type { BackupView, PackageAuthenticity, VerificationLevel } from './backup.js';
import type { DrillReport } from './restore.js';

export interface IntegrityReport {
  generatedAt: string;
  holdfastVersion: string;
  backup: BackupView;
  authenticity: PackageAuthenticity;
  /** SHA-256 of `SHA256SUMS`. */
  checksum: string | null;
  objects: { name: string; sizeBytes: number; sha256: string }[];
  level: VerificationLevel | null;
  verifiedAt: string | null;
  /** Newest first: every verification and drill that is still on record. */
  proofs: IntegrityProof[];
}

export interface IntegrityProof {
  kind: 'backup' | 'verification' | 'drill' | 'restore';
  at: string;
  isSuccessful: boolean;
  level: VerificationLevel | null;
  errorCode: string | null;
  errorMessage: string | null;
  drill: DrillReport | null;
}
