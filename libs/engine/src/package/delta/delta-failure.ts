/** Why a backup could not be made as a difference to another one; the source and the storage are well. */

export class DeltaFailure extends Error {
  /** @param message one sentence for people. */
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'DeltaFailure';
  }
}
