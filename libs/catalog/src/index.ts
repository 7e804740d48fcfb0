/** The only door of the catalog. */

export type * from './catalog.js';
export type * from './records.js';
export { CatalogError, type CatalogErrorCode } from './catalog-error.js';
export { rebuildCatalog, type RebuildOptions, type RebuildReport } from './rebuild-catalog.js';
export { openJsonFileCatalog, type JsonFileCatalogOptions } from './json-file/open-json-file-catalog.js';
