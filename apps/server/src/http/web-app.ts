/** Serves the built web app: its files, and its page for every address that is not the API's. */

import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';

const NOT_BUILT =
  'The API is running, but the web app is not built. Run "npm run build" in the repository and reload.\n' +
  'API 已在运行，但网页界面尚未构建。请在仓库中运行 "npm run build" 后刷新。\n';

/** `apps/web/dist`, seen from the source as well as from the built server. */
export const DEFAULT_WEB_ROOT = fileURLToPath(new URL('../../../web/dist', import.meta.url));

export function serveWebApp(app: NestExpressApplication, webRoot: string): void {
  app.useStaticAssets(webRoot, { index: false, setHeaders: setCacheHeaders });
  app.use(pageFor(webRoot));
}

/** Built assets carry a hash in their name and never change. */
function setCacheHeaders(response: Response, path: string): void {
  const isHashed = path.includes('/assets/');
  response.setHeader('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
}

function pageFor(webRoot: string) {
  const page = join(webRoot, 'index.html');
  return (request: Request, response: Response, next: NextFunction): void => {
    if (!isPageRequest(request)) {
      next();
    } else if (existsSync(page)) {
      response.setHeader('cache-control', 'no-cache');
      response.sendFile(page);
    } else {
      response.status(503).type('text/plain').send(NOT_BUILT);
    }
  };
}

function isPageRequest({ method, path }: Request): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  const isApi = ['/api', '/health', '/metrics'].some((root) => path === root || path.startsWith(`${root}/`));
  return !isApi && extname(path) === '';
}
