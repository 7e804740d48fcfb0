import type { Page } from 'playwright-core';

import { waitFor } from '../support/wait-for.js';
import { startBrowser, type TestBrowser } from './support/browser.js';
import { CUSTOMERS, SHOP } from './support/shop-database.js';
import { startTestConsole, type TestConsole } from './support/test-console.js';

const LOST = 20_000;

describe('restoring in the browser', () => {
  let testConsole: TestConsole;
  let browser: TestBrowser;
  let backupId: string;

  beforeAll(async () => {
    [testConsole, browser] = await Promise.all([startTestConsole(), startBrowser()]);
    ({ id: backupId } = await testConsole.api.backUp());
    await testConsole.sql(`DELETE FROM customers WHERE id > ${CUSTOMERS - LOST}`);
  }, 90_000);

  afterAll(async () => {
    await browser.close();
    await testConsole.dispose();
  }, 60_000);

  async function customers(): Promise<number> {
    const rows = await testConsole.sql<{ n: number }>('SELECT count(*)::int AS n FROM customers');
    return rows[0]!.n;
  }

  it('asks in Chinese with the agreed words, and names the time that the list shows', async () => {
    const { page } = await browser.visit(testConsole, '/restore', {
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
    });
    const time = await page.locator('tbody time > span').first().textContent();
    await page.getByRole('radio').click();
    await page.getByRole('button', { name: '恢复此备份…' }).click();
    const question = await page.getByRole('dialog').getByText('恢复数据吗').textContent();
    expect(question).toBe(`确定要从备份 ${time} 恢复数据吗？此操作将覆盖当前数据。`);
    expect(time).toMatch(/^\d{4}年\d{1,2}月\d{1,2}日/);
    await page.context().close();
  }, 60_000);

  it('can be asked for and dropped with the keyboard alone', async () => {
    const { page } = await browser.visit(testConsole, `/restore?backup=${backupId}`);
    await tabTo(page, 'Restore this backup …');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await focused(page)).toBe('confirm-name');

    await page.keyboard.type('sho');
    await page.keyboard.press('Enter');
    expect(await dialog.getByRole('button', { name: 'Restore', exact: true }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('Restore this backup …');
    expect((await testConsole.api.status()).runningRestoreId).toBeNull();
    await page.context().close();
  }, 60_000);

  it('brings the data back with the keyboard alone, phase by phase, and says what was compared', async () => {
    const { page, watch } = await browser.visit(testConsole, `/restore?backup=${backupId}`);
    await tabTo(page, 'Restore this backup …');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog');
    const question = await dialog.getByText('This overwrites').textContent();
    expect(question).toMatch(/^Restore data from the backup of .+\? This overwrites the current data\.$/);
    const confirm = dialog.getByRole('button', { name: 'Restore', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await page.keyboard.type(SHOP);
    expect(await confirm.isEnabled()).toBe(true);
    await tabTo(page, 'Restore');
    await page.keyboard.press('Enter');

    await page.getByRole('progressbar', { name: 'Progress of the whole restore' }).waitFor();
    await page.getByText(/^Now: /).waitFor();
    await page.getByText('Taking a safety snapshot of the current data').waitFor();
    await page.getByText('Data restored successfully', { exact: true }).waitFor();
    await page.getByText(/^2 tables, 180,000 rows, 0 large objects, 1 sequence[,.]/).waitFor();
    await page.getByRole('button', { name: '2 tables compared' }).click();
    const compared = await page.getByRole('row', { name: /public\.customers/ }).textContent();
    expect(compared).toContain(`${CUSTOMERS.toLocaleString('en-US')}${CUSTOMERS.toLocaleString('en-US')}`);
    expect(compared).toContain('Equal');
    expect(await customers()).toBe(CUSTOMERS);
    expect(watch.errors).toEqual([]);
    expect(watch.foreignRequests).toEqual([]);
    await page.context().close();
  }, 90_000);

  it('says so in Chinese with the agreed words', async () => {
    const { page } = await browser.visit(testConsole, '/restore', { locale: 'zh-CN' });
    await page.getByRole('link', { name: '查看' }).click();
    await page.getByText('数据恢复成功', { exact: true }).waitFor();
    await page.context().close();
  }, 60_000);

  it('can be undone until a deadline that counts down, and the data from before is back', async () => {
    const { page } = await browser.visit(testConsole, '/restore');
    await page.getByRole('link', { name: 'Open' }).click();
    const timer = page.getByRole('timer');
    expect(await timer.textContent()).toMatch(/^It can be undone for another 23 h 59 min, until .+\.$/);
    await page.clock.install();
    await page.clock.fastForward('01:00:00');
    await timer.getByText('for another 22 h').waitFor();

    await page.getByRole('button', { name: 'Undo the restore …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Undo', exact: true }).click();
    await page.getByText('This restore was undone: the data from before is back.').waitFor();
    expect(await customers()).toBe(CUSTOMERS - LOST);
    await page.context().close();
  }, 60_000);
});

/** Presses Tab until what is called `name` has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).waitFor();
  await waitFor(
    async () => {
      await page.keyboard.press('Tab');
      return focused(page);
    },
    (found) => found === name,
  );
}

/** The id of the field, or the words of the button, that has the focus. */
async function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    return element === null ? '' : element.id || element.textContent.trim();
  });
}
