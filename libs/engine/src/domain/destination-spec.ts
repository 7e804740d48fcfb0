/** How a destination is reached. */

import type { Secret } from './secret.js';

export type DestinationSpec = LocalDestinationSpec | S3DestinationSpec;

export interface LocalDestinationSpec {
  kind: 'local';
  /** Absolute. */
  path: string;
}

export interface S3DestinationSpec {
  kind: 's3';
  /** Null: AWS itself. */
  endpoint: string | null;
  region: string;
  bucket: string;
  /** Key prefix without slashes at its ends; empty: none. */
  prefix: string;
  accessKeyId: string;
  secretAccessKey: Secret;
  /** `endpoint/bucket/key` instead of `bucket.endpoint/key`. */
  forcePathStyle: boolean;
}
