/** An installation in a temporary directory: storage, keyring and use cases' adapters, to make whole packages in. */

import { createHash } from 'node:crypto';
import { join } from 'node:path';

import { LocalDestination } from '../destinations/local/local-destination.js';
import type { ManifestComponent } from '../domain/manifest.js';
import type { PackageRef } from '../package/package-layout.js';
import type { ComponentDriver } from '../ports/component-driver.js';
import type { Keyring } from '../ports/keyring.js';
import { systemClock } from '../tools/system-clock.js';
import type { Adapters } from '../use-cases/adapters.js';
import { fixture } from './fixture-programs.js';
import { blindInspector, codecWithKey, fixtureRunner, makePackage, REF } from './package-fixture.js';
import { temporaryDirectory } from './temporary-directory.js';

export const RAW_BYTES = 300_000;

export interface WorldPackageOptions {
  ref?: PackageRef;
  isEncrypted?: boolean;
  isSigned?: boolean;
  rawBytes?: number;
  delta?: ManifestComponent['delta'];
  hasGlobals?: boolean;
}

export type PackageWorld = Awaited<ReturnType<typeof packageWorld>>;

export async function packageWorld() {
  const directory = await temporaryDirectory();
  const destination = new LocalDestination(join(directory.path, 'store'));
  await destination.prepare();
  const { codec, keyring, keyringPath } = await codecWithKey(directory.path);

  async function publish(options: WorldPackageOptions = {}) {
    const { ref = REF, isEncrypted = true, isSigned = true, hasGlobals = false } = options;
    const { rawBytes = RAW_BYTES, delta = null } = options;
    return makePackage({
      destination,
      codec,
      ref,
      recipients: isEncrypted ? keyring.currentRecipients() : [],
      producer: fixture('produce', String(rawBytes)),
      raw: rawOf(rawBytes),
      delta,
      ...(hasGlobals && { globals: fixture('produce', '5000') }),
      ...(isSigned && { signedBy: keyring }),
    });
  }

  return {
    directory,
    destination,
    codec,
    keyring,
    keyringPath,
    publish,
    adapters: adaptersOf({ directory: directory.path, destination, codec, keyring }),
    dispose: () => directory.dispose(),
  };
}

/** What the program `produce` prints. */
function rawOf(sizeBytes: number): ManifestComponent['raw'] {
  const pieceBytes = 65536;
  const content = Buffer.alloc(Math.ceil(sizeBytes / pieceBytes) * pieceBytes);
  for (let at = 0; at < content.length; at += pieceBytes) content.fill('holdfast ', at, at + pieceBytes);
  const sha256 = createHash('sha256').update(content.subarray(0, sizeBytes)).digest('hex');
  return { sizeBytes, sha256 };
}

function adaptersOf(world: {
  directory: string;
  destination: Adapters['destination'];
  codec: ReturnType<Adapters['codec']>;
  keyring: Keyring;
}): Adapters {
  const driver: Partial<ComponentDriver> = { kind: 'postgres', inspect: blindInspector };
  const silent = () => undefined;
  return {
    destination: world.destination,
    runner: fixtureRunner,
    codec: () => world.codec,
    keyring: () => world.keyring,
    drivers: new Map([['postgres', driver as ComponentDriver]]),
    clock: systemClock,
    logger: { debug: silent, info: silent, warn: silent, error: silent },
    workPath: world.directory,
    scratchServer: null,
    holdfastVersion: '0.1.0',
  };
}
