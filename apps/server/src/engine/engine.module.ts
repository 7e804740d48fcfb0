/** The only place that binds the engine to Nest. */

import { createEngine, systemClock, type Clock, type Engine } from '@holdfast/engine';
import { Global, Module } from '@nestjs/common';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { JsonLogger } from '../logging/json-logger.js';
import { CautiousTime } from './cautious-time.js';
import { CLOCK, ENGINE } from './engine.tokens.js';
import { ownVersion } from './own-version.js';

@Global()
@Module({
  providers: [
    CautiousTime,
    { provide: CLOCK, useValue: systemClock },
    { provide: ENGINE, inject: [SERVER_CONFIG, CLOCK, JsonLogger], useFactory: engineFrom },
  ],
  exports: [CLOCK, ENGINE, CautiousTime],
})
export class EngineModule {}

function engineFrom(config: ServerConfig, clock: Clock, logger: JsonLogger): Engine {
  return createEngine({
    storagePath: config.storagePath,
    streamChunkBytes: config.backup.streamChunkBytes,
    workPath: config.workPath,
    keyringPath: config.keyringPath,
    encryptionKey: config.encryption.key?.reveal() ?? null,
    encryptionKeyId: config.encryption.keyId,
    pgBinDir: config.pgBinDir,
    scratchServer: config.drill.databaseUrl,
    programPath: config.programPath,
    holdfastVersion: ownVersion(),
    clock,
    logger,
  });
}
