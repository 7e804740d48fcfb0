import type { Page } from 'playwright-core';

import { startBrowser, type TestBrowser } from './support/browser.js';
import { startTestConsole, type TestConsole } from './support/test-console.js';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describe('the console on a phone, and while it polls', () => {
  let testConsole: TestConsole;
  let browser: TestBrowser;
  let backupId: string;

  beforeAll(async () => {
    [testConsole, browser] = await Promise.all([startTestConsole(), startBrowser()]);
    ({ id: backupId } = await testConsole.api.backUp());
  }, 90_000);

  afterAll(async () => {
    await browser.close();
    await testConsole.dispose();
  }, 60_000);

  it.each([
    ['/login', 'Log in to Holdfast'],
    ['/backup', 'Backups'],
    ['/restore', 'Restore data'],
    ['/settings', 'Settings'],
    ['/audit', 'Audit log'],
  ])(
    'shows %s without sideways scrolling',
    async (path, heading) => {
      const isLoggedIn = path !== '/login';
      const { page, watch } = await browser.visit(testConsole, path, { ...PHONE, isLoggedIn });
      await page.getByRole('heading', { level: 1, name: heading }).waitFor();
      await page.waitForLoadState('networkidle');
      expect(await scrolledSideways(page)).toBe(0);
      expect(watch.errors).toEqual([]);
      expect(watch.foreignRequests).toEqual([]);
      await page.context().close();
    },
    60_000,
  );

  it('shows the details of a backup without sideways scrolling', async () => {
    const { page } = await browser.visit(testConsole, `/backup?backup=${backupId}`, PHONE);
    await page.getByRole('dialog').getByText('SHA-256 of SHA256SUMS').waitFor();
    expect(await scrolledSideways(page)).toBe(0);
    await page.context().close();
  }, 60_000);

  it('does not let the page jump while it polls', async () => {
    const { page, watch } = await browser.visit(testConsole, '/backup');
    await page.getByRole('table').getByText('Successful').waitFor();
    await page.waitForLoadState('networkidle');
    await watch.layoutShift();

    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByText('A backup is running').waitFor();
    await page.getByRole('table').getByText('Successful').nth(1).waitFor();
    expect(await watch.layoutShift()).toBeLessThan(0.1);
    await page.context().close();
  }, 60_000);
});

/** How far the page lets itself be scrolled sideways, in pixels. */
async function scrolledSideways(page: Page): Promise<number> {
  return page.evaluate(() => {
    globalThis.scrollTo(10_000, 0);
    const root = document.documentElement;
    return Math.max(globalThis.scrollX, root.scrollWidth - root.clientWidth);
  });
}
