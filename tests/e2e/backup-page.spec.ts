import { ADMIN } from '../support/api-client.js';
import { CUSTOMERS } from './support/shop-database.js';
import { startBrowser, type TestBrowser } from './support/browser.js';
import { startTestConsole, type TestConsole } from './support/test-console.js';

describe('logging in and backing up in the browser', () => {
  let testConsole: TestConsole;
  let browser: TestBrowser;

  beforeAll(async () => {
    [testConsole, browser] = await Promise.all([startTestConsole(), startBrowser()]);
  }, 90_000);

  afterAll(async () => {
    await browser.close();
    await testConsole.dispose();
  }, 60_000);

  it('refuses a wrong password in words, and lets the right one in', async () => {
    const { page, watch } = await browser.visit(testConsole, '/backup', { isLoggedIn: false });
    await page.getByLabel('E-mail').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill('wrong password');
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('alert').getByText('E-mail or password is wrong.').waitFor();

    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Backups' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/backup');
    expect(watch.errors).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('says that there is no backup yet, and makes the first one before one’s eyes', async () => {
    const { page, watch } = await browser.visit(testConsole, '/backup');
    await page.getByRole('heading', { name: 'There is no backup yet.' }).waitFor();
    await page.getByText('Until the first backup has succeeded, lost data cannot be brought back.').waitFor();
    await page.getByText('No backup in the last 30 days.').waitFor();

    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByText('A backup is running').waitFor();
    await page.getByRole('progressbar').first().waitFor();
    await page.getByRole('heading', { name: 'Your data is protected.' }).waitFor();
    await page.getByRole('table').getByText('Successful').waitFor();
    expect(await page.getByText('A backup is running').count()).toBe(0);
    expect(watch.errors).toEqual([]);
    expect(watch.foreignRequests).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('opens the details of a backup: where it lies, its checksum, and its tables', async () => {
    const { page } = await browser.visit(testConsole, '/backup');
    await page.getByRole('button', { name: 'Expand row' }).click();
    const { lastGoodBackup } = await testConsole.api.status();
    const details = page.locator('.ant-table-expanded-row');
    await details.getByText(lastGoodBackup!.path!, { exact: true }).waitFor();
    await details.getByText('SHA-256 of SHA256SUMS').waitFor();
    const row = details.getByRole('row', { name: /public\.customers/ });
    expect(await row.textContent()).toContain(CUSTOMERS.toLocaleString('en-US'));
    await page.context().close();
  }, 60_000);

  it('remembers the language that was chosen, and follows the browser before', async () => {
    const { page } = await browser.visit(testConsole, '/backup', { locale: 'zh-CN' });
    await page.getByRole('heading', { level: 1, name: '备份' }).waitFor();
    await page.getByRole('button', { name: '语言' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('heading', { level: 1, name: 'Backups' }).waitFor();

    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Backups' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  }, 60_000);

  it('shows why a backup failed and what to do, in both languages', async () => {
    await testConsole.cluster.stop();
    const { page, watch } = await browser.visit(testConsole, '/backup');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page
      .getByRole('heading', { name: 'Your data is backed up, but something needs your attention.' })
      .waitFor();
    const failed = page.getByRole('row', { name: /Failed/ });
    await failed.getByText('The database cannot be reached.').waitFor();
    const { lastBackup } = await testConsole.api.status();
    expect(lastBackup!.error).toMatch(/connect|reach/i);
    await failed.getByText(lastBackup!.error!).waitFor();
    await failed.getByText(lastBackup!.hint!).waitFor();
    await page.context().close();
    expect(watch.errors).toEqual([]);

    const chinese = await browser.visit(testConsole, '/backup', { locale: 'zh-CN' });
    await chinese.page.getByRole('row', { name: /失败/ }).getByText('无法连接数据库。').waitFor();
    await chinese.page.context().close();
  }, 60_000);
});
