/** The only error that a catalog raises on purpose. Whoever opens it maps the codes to its own. */

export type CatalogErrorCode =
  /** A file does not hold what was written into it. It is left as it is. */
  | 'CATALOG_DAMAGED'
  /** Another process writes here, or took the catalog over from this one. */
  | 'CATALOG_LOCKED'
  /** The storage does not let us read or write; nothing was changed. */
  | 'CATALOG_UNAVAILABLE'
  | 'RECORD_EXISTS'
  | 'RECORD_MISSING';

export class CatalogError extends Error {
  override readonly name = 'CatalogError';

  /** `message` says what failed and why, `hint` what to do. */
  constructor(
    readonly code: CatalogErrorCode,
    message: string,
    readonly hint: string | null = null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
