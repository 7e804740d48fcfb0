/** A real browser with a fresh profile, and pages that report what a visitor would not see. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

import { watchPage, type PageWatch } from './page-watch.js';
import type { TestConsole } from './test-console.js';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATIENCE_MS = 20_000;

export interface Visit {
  page: Page;
  watch: PageWatch;
}

export class TestBrowser {
  constructor(
    private readonly browser: Browser,
    private readonly home: string,
  ) {}

  /** Opens `path` as a visitor of their own, logged in unless told otherwise. */
  async visit(
    testConsole: TestConsole,
    path: string,
    options: BrowserContextOptions & { isLoggedIn?: boolean } = {},
  ): Promise<Visit> {
    const { isLoggedIn = true, ...rest } = options;
    const context = await this.browser.newContext({
      locale: 'en-US',
      timezoneId: 'Europe/Berlin',
      viewport: { width: 1280, height: 900 },
      ...rest,
    });
    context.setDefaultTimeout(PATIENCE_MS);
    if (isLoggedIn) {
      const url = testConsole.address;
      await context.addCookies([{ name: 'holdfast_session', value: testConsole.api.sessionToken, url }]);
    }
    const page = await context.newPage();
    const watch = await watchPage(page, testConsole.address);
    await page.goto(`${testConsole.address}${path}`);
    return { page, watch };
  }

  async close(): Promise<void> {
    await this.browser.close();
    await rm(this.home, { recursive: true, force: true });
  }
}

export async function startBrowser(): Promise<TestBrowser> {
  // Chromium writes to its home directory whatever its profile is.
  const home = await mkdtemp(join(tmpdir(), 'holdfast-browser-'));
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: FLAGS,
    env: { PATH: process.env['PATH'] ?? '', HOME: home, TMPDIR: home },
  });
  return new TestBrowser(browser, home);
}
