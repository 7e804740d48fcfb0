/** Destinations: where copies of packages go besides the storage of the console. */

import type { ErrorCode } from './error-codes.js';

export const DESTINATION_KINDS = ['s3', 'local'] as const;
export type DestinationKind = (typeof DESTINATION_KINDS)[number];

export interface S3Address {
  /** Null: AWS itself. */
  endpoint: string | null;
  region: string;
  bucket: string;
  /** Key prefix without slashes at its ends; empty: none. */
  prefix: string;
  accessKeyId: string;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`. */
  forcePathStyle: boolean;
}

export interface DestinationView {
  id: string;
  name: string;
  kind: DestinationKind;
  /** Whether new backups are sent there. */
  isEnabled: boolean;
  /** For people: a directory or an address without secrets. */
  location: string;
  /** Set in the environment: it cannot be changed or deleted here. */
  isFromEnvironment: boolean;
  /** Where `kind` is `s3`; the secret key is never given out. */
  s3: S3Address | null;
  /** Where `kind` is `local`. */
  path: string | null;
  createdAt: string;
}

export interface CreateDestinationBody {
  name: string;
  kind: DestinationKind;
  isEnabled?: boolean;
  s3?: S3Address & { secretAccessKey: string };
  path?: string;
}

/** A secret key that is left out stays as it is. */
export interface UpdateDestinationBody {
  name?: string;
  isEnabled?: boolean;
  s3?: Partial<S3Address> & { secretAccessKey?: string };
  path?: string;
}

/** What `POST destinations/:id/test` did, step by step, against the real store. */
export interface DestinationTestView {
  ok: boolean;
  steps: DestinationTestStep[];
  supports: {
    /** Refuses to replace an object that exists (`If-None-Match: *`); null where it was not found out. */
    conditionalWrites: boolean | null;
    /** Checks the checksum of what it is sent. */
    checksums: boolean | null;
  };
}

export interface DestinationTestStep {
  name: 'connect' | 'write' | 'read' | 'list' | 'multipart' | 'conditional-write' | 'checksum' | 'remove';
  /** Null: not reached, or the store does not support it, which is no failure. */
  ok: boolean | null;
  durationMs: number;
  message: string | null;
  hint: string | null;
}

export const COPY_STATES = ['waiting', 'sending', 'stored', 'failed'] as const;
export type CopyState = (typeof COPY_STATES)[number];

/** A package in one further destination. */
export interface PackageCopyView {
  destinationId: string;
  destinationName: string;
  state: CopyState;
  /** Where it lies there, for people; null until it is stored. */
  location: string | null;
  sizeBytes: number | null;
  /** Bytes sent so far while it is being sent. */
  bytesDone: number | null;
  storedAt: string | null;
  errorCode: ErrorCode | null;
  errorMessage: string | null;
  errorHint: string | null;
}

/** `POST backups/:id/copies`: send it (again). */
export interface CreateCopyBody {
  destinationId: string;
}
