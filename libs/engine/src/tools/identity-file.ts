/** The text of a keyring: identities as age-keygen writes them. Secrets never get into an error. */

import { HoldfastError } from '../errors/holdfast-error.js';

const IDENTITY = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;
const CREATED = /^# created: (\S+)$/;

export interface Identity {
  secret: string;
  createdAt: string | null;
  /** Its line in the file, from 1. */
  lineNumber: number;
}

/** Throws KEYRING_INVALID with the number of the first line that is neither an identity nor a comment. */
export function parseIdentities(text: string, path: string): Identity[] {
  const identities: Identity[] = [];
  let createdAt: string | null = null;
  for (const [index, rawLine] of text.split('\n').entries()) {
    const line = rawLine.trim();
    if (isIdentity(line)) {
      identities.push({ secret: line, createdAt, lineNumber: index + 1 });
      createdAt = null;
    } else if (line === '' || line.startsWith('#')) {
      createdAt = createdAtOf(line) ?? createdAt;
    } else {
      throw malformedLine(index + 1, path);
    }
  }
  return identities;
}

export function isIdentity(line: string): boolean {
  return IDENTITY.test(line);
}

export function formatIdentity(secret: string, publicKey: string, createdAt: Date): string {
  const created = createdAt.toISOString().replace(/\.\d+Z$/, 'Z');
  return `# created: ${created}\n# public key: ${publicKey}\n${secret}\n`;
}

export function malformedLine(lineNumber: number, path: string): HoldfastError {
  return new HoldfastError(
    'KEYRING_INVALID',
    `Line ${lineNumber} of the keyring ${path} is not an identity of age.`,
    {
      hint: 'Bring the keyring back from your recovery kit, or correct that line. Do not delete keys: old backups need them.',
    },
  );
}

function createdAtOf(comment: string): string | null {
  const created = new Date(CREATED.exec(comment)?.[1] ?? '');
  return Number.isNaN(created.getTime()) ? null : created.toISOString();
}
