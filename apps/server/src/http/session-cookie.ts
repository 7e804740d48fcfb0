/** The cookie that carries a session's token. */

import type { CookieOptions, Request } from 'express';

export const SESSION_COOKIE = 'holdfast_session';

export function sessionTokenOf(request: Request): string | null {
  const cookies = request.cookies as Record<string, unknown> | undefined;
  const token = cookies?.[SESSION_COOKIE];
  return typeof token === 'string' && token !== '' ? token : null;
}

export function sessionCookieOptions(isHttps: boolean): CookieOptions {
  return { httpOnly: true, sameSite: 'strict', secure: isHttps, path: '/' };
}
