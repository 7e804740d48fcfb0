/** The engine on this machine, for the commands that need no console. */

import type { Engine, EngineOptions, KeyInfo, Logger } from '@holdfast/engine';

import type { CliConfig } from './config.js';
import { ownVersion } from './version.js';

/** What fails is thrown; what goes well need not be told. */
export const silent: Logger = { debug: ignore, info: ignore, warn: ignore, error: ignore };

/** The engine's checks, its keys, and the machine's clock. */
export interface LocalEngine extends Pick<Engine, 'checkTools'> {
  now(): Date;
  /** Makes a keyring where there is none. */
  keys(): Promise<readonly KeyInfo[]>;
  /** Refused where packages exist that the keyring does not open. */
  addKey(): Promise<KeyInfo>;
  /** Holds the secret keys. Of a keyring that is there. */
  recoveryKit(): Promise<string>;
}

/** What every engine of the command is made with. */
export function engineOptions(config: CliConfig): Omit<EngineOptions, 'clock' | 'logger'> {
  return {
    storagePath: config.storagePath,
    workPath: `${config.storagePath}.work`,
    keyringPath: config.keyringPath,
    encryptionKey: null,
    encryptionKeyId: null,
    pgBinDir: config.pgBinDir,
    scratchServer: null,
    programPath: config.programPath,
    holdfastVersion: ownVersion(),
  };
}

/** Loaded only when asked for: no other command shall wait for it. */
export async function makeLocalEngine(config: CliConfig): Promise<LocalEngine> {
  const { createEngine, recoveryKitText, systemClock } = await import('@holdfast/engine');
  const engine = createEngine({ ...engineOptions(config), clock: systemClock, logger: silent });
  return {
    checkTools: () => engine.checkTools(),
    now: () => systemClock.now(),
    keys: async () => {
      await engine.prepareToRead();
      return engine.keyring.keys();
    },
    addKey: async () => {
      await engine.prepare();
      return engine.rotateKey();
    },
    recoveryKit: async () => {
      await engine.prepareToRead();
      return recoveryKitText(await engine.recoveryKit({ places: [], examplePath: null }));
    },
  };
}

function ignore(): void {
  return undefined;
}
