/** Where packages can be read from besides the storage of the console. */

import type { Destination } from '@holdfast/engine';

export interface PackagePlaces {
  /** @throws DESTINATION_NOT_FOUND */
  open(destinationId: string): Promise<Destination>;
}

/** Nest token of the places. */
export const PACKAGE_PLACES = Symbol('PACKAGE_PLACES');
