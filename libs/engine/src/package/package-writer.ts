/** Puts a package together: objects first, then their checksums and the signature, the manifest last. */

import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';

import { type Manifest, manifestSchema } from '../domain/manifest.js';
import { throwIfCanceled } from '../errors/canceled.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { digesting } from '../pipeline/digest.js';
import { runPipeline } from '../pipeline/run-pipeline.js';
import type { Destination } from '../ports/destination.js';
import type { Keyring } from '../ports/keyring.js';
import type { ProcessRunner, ProcessSpec } from '../ports/process-runner.js';
import { firstDisagreement, formatChecksums, objectsOf } from './checksums.js';
import { deletePackage } from './delete-package.js';
import {
  CHECKSUMS_NAME,
  MANIFEST_NAME,
  objectKey,
  type PackageRef,
  SIGNATURE_NAME,
} from './package-layout.js';

export interface PackageWriterOptions {
  destination: Destination;
  runner: ProcessRunner;
  ref: PackageRef;
  /** Signs the manifest. */
  keyring: Pick<Keyring, 'currentSigningPublicKey' | 'sign'>;
}

export interface WriteObjectRequest {
  name: string;
  /** Producer, compression and, where wanted, encryption. */
  stages: readonly ProcessSpec[];
  /** Gets the number of stored bytes so far. */
  onBytes?: (bytesSoFar: number) => void;
  onStderrLine?: (label: string, line: string) => void;
  signal: AbortSignal;
}

export interface WriteStreamRequest extends Omit<WriteObjectRequest, 'onStderrLine'> {
  /** What is stored, before the stages. */
  source: Readable;
}

export interface WrittenObject {
  name: string;
  sizeBytes: number;
  sha256: string;
}

export class PackageWriter {
  readonly #destination: Destination;
  readonly #runner: ProcessRunner;
  readonly #ref: PackageRef;
  readonly #keyring: PackageWriterOptions['keyring'];
  readonly #written: WrittenObject[] = [];

  constructor({ destination, runner, ref, keyring }: PackageWriterOptions) {
    this.#destination = destination;
    this.#runner = runner;
    this.#ref = ref;
    this.#keyring = keyring;
  }

  /** What a manifest that is published here says of its signature. */
  signature(): NonNullable<Manifest['signature']> {
    return { algorithm: 'ed25519', publicKey: this.#keyring.currentSigningPublicKey() };
  }

  /** Visible only if every stage succeeded. Throws a PipelineError, or the destination's error. */
  writeObject(request: WriteObjectRequest): Promise<WrittenObject> {
    return this.#writeThrough(request);
  }

  /** Stores what a stream yields, encrypted where wanted. Visible only if the stream came to its end. */
  async writeStream(request: WriteStreamRequest): Promise<WrittenObject> {
    const { name, source, stages, onBytes, signal } = request;
    if (stages.length > 0) return this.#writeThrough(request);
    const value = await this.#store(name, source as AsyncIterable<Buffer>, (bytes) => {
      throwIfCanceled(signal);
      onBytes?.(bytes);
    });
    this.#written.push(value);
    return value;
  }

  /**
   * The checksums cover the manifest too, though it is stored after them: its text is known before.
   * @returns the SHA-256 of `SHA256SUMS`, and the stored bytes of the whole package.
   */
  async publish(manifest: Manifest): Promise<{ checksum: string; sizeBytes: number }> {
    this.#assertDescribes(manifest);
    const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
    const checksums = Buffer.from(
      formatChecksums([...this.#written, { name: MANIFEST_NAME, sha256: sha256Of(text) }]),
    );
    const files = [
      await this.#store(CHECKSUMS_NAME, oneChunk(checksums)),
      ...(await this.#storeSignature(manifest, text)),
      await this.#store(MANIFEST_NAME, oneChunk(text)),
    ];
    const sizeBytes = [...this.#written, ...files].reduce((sum, file) => sum + file.sizeBytes, 0);
    return { checksum: sha256Of(checksums), sizeBytes };
  }

  /** Removes everything, also what was stored though the answer got lost. Can be repeated. */
  async discard(): Promise<void> {
    await deletePackage(this.#destination, this.#ref);
  }

  async #writeThrough(request: WriteObjectRequest & { source?: Readable }): Promise<WrittenObject> {
    const { name, source, stages, onBytes, onStderrLine, signal } = request;
    const { value } = await runPipeline(this.#runner, {
      stages,
      ...(source && { source }),
      sink: (output) => this.#store(name, output, onBytes),
      signal,
      ...(onStderrLine && { onStderrLine }),
    });
    this.#written.push(value);
    return value;
  }

  /** An unsigned manifest has none. */
  async #storeSignature({ signature }: Manifest, text: Buffer): Promise<WrittenObject[]> {
    if (signature === null) return [];
    const { publicKey, bytes } = this.#keyring.sign(text);
    if (publicKey !== signature.publicKey) {
      throw new Error('The manifest names another signing key than the one that signs it.');
    }
    return [await this.#store(SIGNATURE_NAME, oneChunk(bytes))];
  }

  async #store(
    name: string,
    source: AsyncIterable<Buffer>,
    onBytes?: (bytesSoFar: number) => void,
  ): Promise<WrittenObject> {
    const key = objectKey(this.#ref, name);
    const stream = digesting(source, onBytes);
    const stored = await this.#destination.write(key, stream);
    const { sizeBytes, sha256 } = stream.result();
    if (stored.sizeBytes === sizeBytes) return { name, sizeBytes, sha256 };
    const message = `${key} was stored with ${stored.sizeBytes} bytes instead of ${sizeBytes}.`;
    throw new HoldfastError('STORAGE_UNAVAILABLE', message, { hint: 'Check the storage and try again.' });
  }

  /** What is published must be readable, and describe what was stored. */
  #assertDescribes(manifest: Manifest): void {
    const parsed = manifestSchema.safeParse(manifest);
    const wrongField = parsed.error?.issues[0]?.path.join('.') ?? null;
    const written = new Map(this.#written.map(({ name, sha256 }) => [name, sha256]));
    const wrongObject = firstDisagreement(objectsOf(manifest), written);
    if (parsed.success && wrongObject === null) return;
    const what = wrongField === null ? `the object ${wrongObject ?? ''}` : `the field ${wrongField}`;
    throw new HoldfastError(
      'PACKAGE_INVALID',
      `The backup was not published: its manifest is wrong about ${what}.`,
      {
        hint: 'This is a fault of Holdfast: please report it with this message.',
      },
    );
  }
}

function sha256Of(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

async function* oneChunk(bytes: Buffer): AsyncGenerator<Buffer> {
  yield await Promise.resolve(bytes);
}
