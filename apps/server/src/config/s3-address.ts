/** What an address of a store may look like, wherever it is entered. */

import { ValidateBy, type ValidationOptions } from 'class-validator';

export const S3_REGION = /^[A-Za-z0-9-]{1,60}$/;
export const S3_BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/;
/** Nothing but the place: no login, no query, no fragment. */
const ENDPOINT = /^https?:\/\/(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/;

export function IsS3Endpoint(options: ValidationOptions): PropertyDecorator {
  return ValidateBy({ name: 'isS3Endpoint', validator: { validate: isS3Endpoint } }, options);
}

export function isS3Endpoint(value: unknown): boolean {
  return typeof value === 'string' && ENDPOINT.test(value) && URL.canParse(value);
}
