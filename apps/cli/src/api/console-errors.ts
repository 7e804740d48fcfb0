/** Says why the console could not be asked, or what it refused. */

import type { Problem } from '@holdfast/contract';

import { CliError } from '../cli-error.js';
import type { Text } from '../messages/text.js';
import { causeOf, codeOf, messageOf } from '../system-error.js';

interface Place {
  url: URL;
  text: Text;
}

type Failure = { timeoutMs: number } | { error: unknown };

export function unreachable({ url, text }: Place, failure: Failure): CliError {
  const reason =
    'timeoutMs' in failure
      ? text('console.timeout', { seconds: Math.round(failure.timeoutMs / 1000) })
      : reasonOf(failure.error, text);
  const message = text('console.unreachable', { url: placeOf(url), reason });
  return new CliError('CONSOLE_UNREACHABLE', message, { hint: text('console.unreachable.hint') });
}

/** An answer of 400 and above. */
export function refusal(place: Place, { status, body }: { status: number; body: unknown }): CliError {
  if (!isProblem(body)) return notAConsole(place, { status });
  const { code, detail, requestId, violations } = body;
  const hint = code === 'UNAUTHENTICATED' ? place.text('console.key.hint') : body.hint;
  return new CliError(code, detail, { hint, requestId, ...(violations ? { violations } : {}) });
}

export function notAConsole({ url, text }: Place, { status }: { status: number }): CliError {
  const message = text('console.stranger', { url: placeOf(url), status });
  return new CliError('NOT_A_CONSOLE', message, { hint: text('console.stranger.hint') });
}

export function redirected({ url, text }: Place): CliError {
  const message = text('console.redirected', { url: placeOf(url) });
  return new CliError('NOT_A_CONSOLE', message, { hint: text('console.redirected.hint') });
}

/** The address without a name and password that it may hold. */
function placeOf({ origin, pathname }: URL): string {
  return `${origin}${pathname.replace(/\/+$/, '')}`;
}

/** `fetch` hides the reason in the cause. */
function reasonOf(error: unknown, text: Text): string {
  const cause = causeOf(error);
  switch (codeOf(cause)) {
    case 'ECONNREFUSED':
      return text('console.refused');
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return text('console.unknown-host');
    default:
      return messageOf(cause);
  }
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  return 'code' in body && typeof body.code === 'string' && 'detail' in body && 'requestId' in body;
}
