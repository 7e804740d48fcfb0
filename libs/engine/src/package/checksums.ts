/** SHA256SUMS: `sha256sum -c SHA256SUMS` passes in the directory of a package. */

import type { Manifest } from '../domain/manifest.js';

export interface ObjectChecksum {
  name: string;
  sha256: string;
}

const LINE = /^([0-9a-f]{64}) [ *]([^/\0]+)$/;

export function formatChecksums(objects: readonly ObjectChecksum[]): string {
  return objects.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('');
}

/** Null where it is not a list of checksums. */
export function parseChecksums(text: string): Map<string, string> | null {
  const checksums = new Map<string, string>();
  if (text !== '' && !text.endsWith('\n')) return null;
  for (const line of text.split('\n').slice(0, -1)) {
    const [, sha256, name] = LINE.exec(line) ?? [];
    if (sha256 === undefined || name === undefined || checksums.has(name)) return null;
    checksums.set(name, sha256);
  }
  return checksums;
}

/** The objects that a manifest lists: its components' and its attachments. */
export function objectsOf(manifest: Manifest): (ObjectChecksum & { sizeBytes: number })[] {
  const attachments = manifest.attachments.map(({ name, sizeBytes, sha256 }) => ({
    name,
    sizeBytes,
    sha256,
  }));
  return [...manifest.components.map(({ object }) => object), ...attachments];
}

/** Name of the first object that one of the two has otherwise or not at all; null where they agree. */
export function firstDisagreement(
  expected: readonly ObjectChecksum[],
  checksums: ReadonlyMap<string, string>,
): string | null {
  const differing = expected.find(({ name, sha256 }) => checksums.get(name) !== sha256);
  if (differing !== undefined) return differing.name;
  const names = new Set(expected.map(({ name }) => name));
  return [...checksums.keys()].find((name) => !names.has(name)) ?? null;
}
