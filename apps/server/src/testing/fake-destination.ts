/** A destination that is only named: the fake engine keeps what is copied to it. */

import type { Readable } from 'node:stream';

import type { Destination, StorageSpace } from '@holdfast/engine';

export class FakeDestination implements Destination {
  constructor(readonly location: string) {}

  async prepare(): Promise<void> {}

  write(): Promise<never> {
    return Promise.reject(new Error('The fake engine copies by itself.'));
  }

  read(): Promise<Readable> {
    return Promise.reject(new Error('The fake engine reads by itself.'));
  }

  async stat(): Promise<null> {
    return null;
  }

  async list(): Promise<[]> {
    return [];
  }

  async remove(): Promise<void> {}

  async sweepPartials(): Promise<number> {
    return 0;
  }

  async space(): Promise<StorageSpace> {
    return { usedBytes: 0, freeBytes: null };
  }

  locate(key: string): string {
    return `${this.location}/${key}`;
  }
}
