/** The commands of a page of the documentation, as a reader would type them. */

import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));
const BLOCK = /^```sh\n(.*?)^```$/gms;

/** The shell blocks of `docs/<page>`, in order. */
export async function documentedCommands(page: string): Promise<string[]> {
  const text = await readFile(`${DOCS}${page}`, 'utf8');
  return [...text.matchAll(BLOCK)].map(([, commands = '']) => commands);
}
