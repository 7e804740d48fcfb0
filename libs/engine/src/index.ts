/** The only door of the engine. */

export { createEngine, type EngineOptions } from './create-engine.js';
export type * from './engine.js';
export type { Application, ComponentSource } from './domain/application.js';
export { formatBackupId, SAFE_ID, uniqueBackupId } from './domain/backup-id.js';
export type { DestinationSpec, LocalDestinationSpec, S3DestinationSpec } from './domain/destination-spec.js';
export type { DatabaseReplacement } from './domain/database-replacement.js';
export type { Fingerprint, TableFingerprint } from './domain/fingerprint.js';
export type { Manifest, ManifestComponent } from './domain/manifest.js';
export {
  decideRetention,
  type RetentionCandidate,
  type RetentionDecision,
  type RetentionPolicy,
} from './domain/retention.js';
export { Secret } from './domain/secret.js';
export { isAtLeast } from './domain/verification.js';
export { asHoldfastError, HoldfastError } from './errors/holdfast-error.js';
export type { ComponentDescription, TablesReplacement } from './ports/component-driver.js';
export type { Clock } from './ports/clock.js';
export type { Destination, StorageSpace } from './ports/destination.js';
export type { KeyInfo, Keyring } from './ports/keyring.js';
export type { Logger } from './ports/logger.js';
export {
  RECOVERY_KIT_TITLE,
  RECOVERY_KIT_WARNING,
  recoveryKitSections,
  type RecoveryKit,
  type RecoveryKitSection,
} from './recovery-kit/recovery-kit.js';
export { recoveryKitText } from './recovery-kit/recovery-kit-text.js';
export { signingKeyPem } from './recovery-kit/signing-key-pem.js';
export { collectGarbageLessOften } from './tools/garbage-collection.js';
export { systemClock } from './tools/system-clock.js';
