/** The files of a package in a tar from anywhere. Nothing in it is trusted. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { extract } from 'tar-stream';

import { SAFE_ID } from '../domain/backup-id.js';
import { canceled } from '../errors/canceled.js';
import { HoldfastError } from '../errors/holdfast-error.js';
import { packageOfKey, packagePrefix, type PackageRef } from './package-layout.js';

/** Directories count too. */
const MAX_ENTRIES = 1000;
/** How much of a stranger's name gets into a message. */
const NAME_SHOWN_CHARACTERS = 120;

export interface TarredFile {
  ref: PackageRef;
  objectName: string;
  /** To be read to its end before the next file is asked for. */
  content: AsyncIterable<Buffer>;
}

export interface TarSource {
  source: AsyncIterable<Buffer>;
  onBytes: (bytesSoFar: number) => void;
  signal: AbortSignal;
}

/**
 * Every file is one of the same package, and each has another name. Throws VALIDATION_FAILED naming the entry that is
 * anything else, CANCELED, or what the source throws. Closes the source, whatever happens.
 */
export async function* filesInTar({ source, onBytes, signal }: TarSource): AsyncGenerator<TarredFile> {
  const tar = extract();
  const feed = { error: null as unknown };
  const explain = (error: unknown): unknown => {
    if (signal.aborted) return canceled();
    return feed.error ?? notATar(error);
  };
  const watched = Readable.from(watch(source, onBytes, feed), { objectMode: false });
  // Why it failed is what reading the tar throws.
  const feeding = pipeline(watched, tar, { signal }).catch(() => undefined);
  const rules = new EntryRules();
  try {
    for await (const entry of tar) {
      const place = rules.placeOf(entry.header);
      if (place === null) entry.resume();
      else yield { ...place, content: explaining(entry as AsyncIterable<Buffer>, explain) };
    }
  } catch (error) {
    throw explain(error);
  } finally {
    tar.destroy();
    await feeding;
  }
}

/** Counts, and tells an error of the source from one of the tar. */
async function* watch(
  source: AsyncIterable<Buffer>,
  onBytes: (bytesSoFar: number) => void,
  feed: { error: unknown },
): AsyncGenerator<Buffer> {
  let bytes = 0;
  try {
    for await (const chunk of source) {
      bytes += chunk.length;
      onBytes(bytes);
      yield chunk;
    }
  } catch (error) {
    feed.error = error;
    throw error;
  }
}

async function* explaining(
  content: AsyncIterable<Buffer>,
  explain: (error: unknown) => unknown,
): AsyncGenerator<Buffer> {
  try {
    yield* content;
  } catch (error) {
    throw explain(error);
  }
}

interface Header {
  name: string;
  /** Null: of a kind that is not in the standard. */
  type: string | null;
}

/** What an entry may be: a file of the one package, or a directory on the way to it. */
class EntryRules {
  readonly #seen = new Set<string>();
  #count = 0;
  #prefix: string | null = null;

  /** Null for a directory, which needs not be made. */
  placeOf({ name, type }: Header): Omit<TarredFile, 'content'> | null {
    this.#count += 1;
    if (this.#count > MAX_ENTRIES) throw refused(`it has more than ${MAX_ENTRIES} entries`);
    const path = name.replace(/^\.\//, '');
    if (type === 'directory' && isOnTheWay(path)) return null;
    if (type !== 'file')
      throw refused(`${shown(name)} is not a file of a package, but a ${type ?? 'special entry'}`);
    const place = packageOfKey(path);
    if (place === null || !SAFE_ID.test(place.objectName)) {
      throw refused(`${shown(name)} is no place in a package`);
    }
    const { objectName, ...ref } = place;
    this.#assertNew(packagePrefix(ref), path);
    return { ref, objectName };
  }

  #assertNew(prefix: string, path: string): void {
    this.#prefix ??= prefix;
    if (this.#prefix !== prefix) throw refused(`it holds files of ${this.#prefix} and of ${prefix}`);
    if (this.#seen.has(path)) throw refused(`${path} is in it twice`);
    this.#seen.add(path);
  }
}

function isOnTheWay(path: string): boolean {
  const parts = path.split('/');
  if (parts.at(-1) === '') parts.pop();
  return parts.length <= 2 && parts.every((part) => SAFE_ID.test(part));
}

function shown(name: string): string {
  return JSON.stringify(name.slice(0, NAME_SHOWN_CHARACTERS));
}

function notATar(error: unknown): unknown {
  if (error instanceof HoldfastError) return error;
  return refused(`it cannot be read (${error instanceof Error ? error.message : String(error)})`, error);
}

function refused(why: string, cause?: unknown): HoldfastError {
  return new HoldfastError(
    'VALIDATION_FAILED',
    `This is not the tar of one backup: ${why}. Nothing was kept.`,
    {
      hint:
        'Use a tar that Holdfast made, whole and unpacked only once if it was compressed; or make one in the ' +
        'directory of a storage by “tar -cf backup.tar <application>/<backup>”.',
      cause,
    },
  );
}
