/** Reads errors of Node.js without asking for their class, which differs from one realm to another. */

/** `ENOENT` and the like; null where the error has no code. */
export function codeOf(error: unknown): string | null {
  const code: unknown = isObject(error) && 'code' in error ? error.code : null;
  return typeof code === 'string' ? code : null;
}

export function messageOf(error: unknown): string {
  const message: unknown = isObject(error) && 'message' in error ? error.message : null;
  return typeof message === 'string' && message !== '' ? message : (codeOf(error) ?? String(error));
}

/** The error behind this one, else this one. */
export function causeOf(error: unknown): unknown {
  return isObject(error) && 'cause' in error && isObject(error.cause) ? error.cause : error;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
