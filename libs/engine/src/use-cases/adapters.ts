/** What the use cases work with: ports only. */

import type { ComponentKind } from '@holdfast/contract';

import type { Secret } from '../domain/secret.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { Clock } from '../ports/clock.js';
import type { Codec } from '../ports/codec.js';
import type { ComponentDriver } from '../ports/component-driver.js';
import type { Destination } from '../ports/destination.js';
import type { Keyring } from '../ports/keyring.js';
import type { Logger } from '../ports/logger.js';
import type { ProcessRunner } from '../ports/process-runner.js';

export interface Adapters {
  destination: Destination;
  runner: ProcessRunner;
  /** Known once `prepare` found its programs; throws before. */
  codec: () => Codec;
  /** Opened by `prepare`; throws before. */
  keyring: () => Keyring;
  drivers: ReadonlyMap<ComponentKind, ComponentDriver>;
  clock: Clock;
  logger: Logger;
  /** Private directory for spools. */
  workPath: string;
  /** A server that the administrator named for drills; null: a throw-away one is started for each. */
  scratchServer: Secret | null;
  holdfastVersion: string;
}

export function driverFor(adapters: Adapters, kind: ComponentKind): ComponentDriver {
  const driver = adapters.drivers.get(kind);
  if (driver !== undefined) return driver;
  throw new HoldfastError('PREFLIGHT_FAILED', `There is no driver for data of the kind ${kind}.`, {
    hint: 'Update Holdfast to a version that knows this kind.',
  });
}
