/** Nest token of the catalog. */

export const CATALOG = Symbol('CATALOG');
