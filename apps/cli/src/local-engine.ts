/** The engine on this machine, for the commands that need no console. */

import type { Engine, Logger } from '@holdfast/engine';

import type { CliConfig } from './config.js';
import { ownVersion } from './version.js';

/** What fails is thrown; what goes well need not be told. */
const silent: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The engine's checks and the machine's clock. */
export interface LocalEngine extends Pick<Engine, 'checkTools'> {
  now(): Date;
}

/** Loaded only when asked for: no other command shall wait for it. */
export async function makeLocalEngine(config: CliConfig): Promise<LocalEngine> {
  const { createEngine, systemClock } = await import('@holdfast/engine');
  const engine = createEngine({
    storagePath: config.storagePath,
    workPath: `${config.storagePath}.work`,
    keyringPath: config.keyringPath,
    encryptionKey: null,
    encryptionKeyId: null,
    pgBinDir: config.pgBinDir,
    programPath: config.programPath,
    holdfastVersion: ownVersion(),
    clock: systemClock,
    logger: silent,
  });
  return { checkTools: () => engine.checkTools(), now: () => systemClock.now() };
}

function ignore(): void {
  return undefined;
}
