/** Stores what a tar brings: objects go straight into the destination, what describes them stays in memory. */

import { isBackupId } from '../domain/backup-id.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import type { Destination } from '../ports/destination.js';
import type { TarredFile } from './import-tar.js';
import {
  DOCUMENT_NAMES,
  MANIFEST_NAME,
  MAX_DOCUMENT_BYTES,
  objectKey,
  packagePrefix,
  type PackageRef,
} from './package-layout.js';

/** What is being taken in by this process: two arrivals of one package would remove each other's objects. */
const arriving = new WeakMap<Destination, Set<string>>();

const DOCUMENTS: ReadonlySet<string> = new Set(DOCUMENT_NAMES);

/** One arriving package. Until its manifest is stored it does not exist, and the next sweep would remove it. */
export class PackageArrival {
  readonly documents = new Map<string, Buffer>();
  /** Names of what was stored. */
  readonly objectNames: string[] = [];
  readonly #destination: Destination;
  #ref: PackageRef | null = null;
  #claim: string | null = null;

  constructor(destination: Destination) {
    this.#destination = destination;
  }

  /** Throws INVALID_STATE where there is such a package already, VALIDATION_FAILED where there is none in the tar. */
  async take(files: AsyncIterable<TarredFile>): Promise<PackageRef> {
    for await (const { ref, objectName, content } of files) {
      await this.#settleOn(ref);
      if (DOCUMENTS.has(objectName)) this.documents.set(objectName, await readDocument(objectName, content));
      else await this.#store(objectKey(ref, objectName), objectName, content);
    }
    if (this.#ref !== null && this.documents.has(MANIFEST_NAME)) return this.#ref;
    throw refused(`it has no ${MANIFEST_NAME}`);
  }

  /** Removes all that was stored, the manifest first. Can be repeated. */
  async discard(): Promise<void> {
    if (this.#ref === null) return;
    for (const name of [MANIFEST_NAME, ...DOCUMENT_NAMES, ...this.objectNames]) {
      await this.#destination.remove(objectKey(this.#ref, name));
    }
  }

  /** To be called at last, whatever happened. */
  release(): void {
    if (this.#claim !== null) arriving.get(this.#destination)?.delete(this.#claim);
  }

  async #settleOn(ref: PackageRef): Promise<void> {
    if (this.#ref !== null) return;
    if (!isBackupId(ref.backupId)) throw refused(`${ref.backupId} is not what a backup is called`);
    const prefix = packagePrefix(ref);
    this.#claimPlace(prefix, ref);
    if ((await this.#destination.list(prefix)).length > 0) {
      throw taken(ref, `is in ${this.#destination.locate(prefix)} already`);
    }
    this.#ref = ref;
  }

  #claimPlace(prefix: string, ref: PackageRef): void {
    const claimed = arriving.get(this.#destination) ?? new Set();
    arriving.set(this.#destination, claimed);
    if (claimed.has(prefix)) throw taken(ref, 'is being imported at this moment');
    claimed.add(prefix);
    this.#claim = prefix;
  }

  async #store(key: string, objectName: string, content: AsyncIterable<Buffer>): Promise<void> {
    // Before it is stored: the answer may get lost.
    this.objectNames.push(objectName);
    await this.#destination.write(key, content);
  }
}

async function readDocument(name: string, content: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of content) {
    sizeBytes += chunk.length;
    if (sizeBytes > MAX_DOCUMENT_BYTES) throw refused(`its ${name} is larger than 64 MiB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function taken({ backupId }: PackageRef, where: string): HoldfastError {
  return new HoldfastError('INVALID_STATE', `The backup ${backupId} ${where}; that one stays as it is.`, {
    hint: 'Delete that one first if you want to put the imported one in its place.',
  });
}

function refused(why: string): HoldfastError {
  return new HoldfastError(
    'VALIDATION_FAILED',
    `This is not the tar of one backup: ${why}. Nothing was kept.`,
    {
      hint: 'Use a tar that Holdfast made, or one of the whole directory of a package.',
    },
  );
}
