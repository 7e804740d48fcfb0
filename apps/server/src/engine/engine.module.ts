/** The only place that binds the engine to Nest. */

import { readFileSync } from 'node:fs';

import { createEngine, systemClock, type Clock, type Engine } from '@holdfast/engine';
import { Global, Module } from '@nestjs/common';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { JsonLogger } from '../logging/json-logger.js';
import { CautiousTime } from './cautious-time.js';
import { CLOCK, ENGINE } from './engine.tokens.js';

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
    programPath: config.programPath,
    holdfastVersion: ownVersion(),
    clock,
    logger,
  });
}

function ownVersion(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
