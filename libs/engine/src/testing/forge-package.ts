/** What somebody can do who may write to the storage, but has no key of ours. */

import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Manifest } from '../domain/manifest.js';
import { formatChecksums, objectsOf } from '../package/checksums.js';
import type { Keyring } from '../ports/keyring.js';

/** Changes the manifest in a package's directory and makes the checksums fit; the signature stays as it is. */
export async function rewriteManifest(
  path: string,
  change: (manifest: Manifest) => Manifest,
): Promise<Buffer> {
  const file = join(path, 'manifest.json');
  const manifest = change(JSON.parse(await readFile(file, 'utf8')) as Manifest);
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`);
  const sha256 = createHash('sha256').update(text).digest('hex');
  await writeFile(file, text);
  await writeFile(
    join(path, 'SHA256SUMS'),
    formatChecksums([...objectsOf(manifest), { name: 'manifest.json', sha256 }]),
  );
  return text;
}

export async function stripSignature(path: string): Promise<void> {
  await rewriteManifest(path, (manifest) => ({ ...manifest, signature: null }));
  await rm(join(path, 'manifest.json.sig'), { force: true });
}

export async function signAnew(path: string, keyring: Keyring): Promise<void> {
  const publicKey = keyring.currentSigningPublicKey();
  const text = await rewriteManifest(path, (manifest) => ({
    ...manifest,
    signature: { algorithm: 'ed25519', publicKey },
  }));
  await writeFile(join(path, 'manifest.json.sig'), keyring.sign(text).bytes);
}
