import { ADMIN } from '../support/api-client.js';
import { startBrowser, type TestBrowser } from './support/browser.js';
import { startTestConsole, type TestConsole } from './support/test-console.js';

describe('a page whose server goes away, or whose session ends', () => {
  let testConsole: TestConsole;
  let browser: TestBrowser;

  beforeAll(async () => {
    [testConsole, browser] = await Promise.all([startTestConsole(), startBrowser()]);
  }, 90_000);

  afterAll(async () => {
    await browser.close();
    await testConsole.dispose();
  }, 60_000);

  it('says that the server is away and how old the figures are, and recovers by itself', async () => {
    const { page, watch } = await browser.visit(testConsole, '/backup');
    await page.getByRole('heading', { name: 'There is no backup yet.' }).waitFor();
    await testConsole.goAway();
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByText('The server cannot be reached.').first().waitFor();
    await page.getByText(/^What you see is from .+ and may be out of date\./).waitFor();
    await page.getByRole('heading', { name: 'There is no backup yet.' }).waitFor();
    await page.getByText(/^As of .+; the server cannot be reached now\.$/).waitFor();

    await testConsole.start();
    await page.getByText(/^What you see is from/).waitFor({ state: 'hidden' });
    await page.getByText('Connected').waitFor();
    expect(watch.errors).toEqual([]);
    await page.context().close();
  }, 90_000);

  it('leads to the login when the session has ended, and back to the page afterwards', async () => {
    const { page } = await browser.visit(testConsole, '/audit');
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    await testConsole.endSession();
    await page.getByRole('link', { name: 'Settings' }).click();

    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/settings');
    await page.context().close();
  }, 60_000);
});
