/** Opens the catalog under `<BACKUP_STORAGE_PATH>/metadata` and closes it last. */

import { join } from 'node:path';

import { openJsonFileCatalog, type Catalog } from '@holdfast/catalog';
import type { Clock } from '@holdfast/engine';
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { CLOCK } from '../engine/engine.tokens.js';
import { JsonLogger } from '../logging/json-logger.js';
import { CATALOG } from './catalog.token.js';

@Global()
@Module({
  providers: [{ provide: CATALOG, inject: [SERVER_CONFIG, CLOCK, JsonLogger], useFactory: openCatalog }],
  exports: [CATALOG],
})
export class CatalogModule implements OnApplicationShutdown {
  readonly #catalog: Catalog;

  constructor(@Inject(CATALOG) catalog: Catalog) {
    this.#catalog = catalog;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#catalog.close();
  }
}

function openCatalog(config: ServerConfig, clock: Clock, logger: JsonLogger): Promise<Catalog> {
  return openJsonFileCatalog({
    directory: join(config.storagePath, 'metadata'),
    clock,
    onLockLost: (error: Error) => {
      logger.fatal('The catalog’s lock was lost: another process may be writing. The console stops.', {
        error,
      });
      process.exit(1);
    },
  });
}
