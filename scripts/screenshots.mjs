/**
 * Takes the screenshots of the README from a real console: the sample application, a few real backups, one real
 * restore. Needs a build and Chromium (CHROMIUM_PATH). Everything but docs/images/ is thrown away afterwards.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { chromium } from 'playwright-core';

import { ConsoleClient, waitUntilReady } from './console-client.mjs';
import { freePort, startPostgres } from './embedded-postgres.mjs';
import { startGuarded } from './guarded-process.mjs';
import { mustRun } from './run-program.mjs';
import { createSampleApplication } from './sample-application.mjs';
import { ROOT } from './setup.mjs';
import { fail, step } from './steps.mjs';

const IMAGES = join(ROOT, 'docs/images');
const ADMIN = { email: 'admin@example.org', password: 'only for screenshots' };
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync'];
const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 844 };

/** What people do to a CRM between two backups. */
const WORK_OF_A_DAY = [
  `UPDATE customers SET credit_limit = credit_limit + 500 WHERE id % 97 = 0`,
  `INSERT INTO activities (id, customer_id, kind, happened_at, minutes)
     SELECT 300000 + n, 1 + n % 20000, 'call', '2025-11-01+00'::timestamptz + make_interval(mins => n), 5
       FROM generate_series(1, 4000) n`,
  `UPDATE orders SET status = 'paid' WHERE status = 'shipped' AND id % 5 = 0`,
];
const THE_WORST_DAY = 'DELETE FROM customers WHERE id % 2 = 0';

class Stage {
  #toStop = [];

  async set() {
    const directory = mkdtempSync(join(tmpdir(), 'holdfast-shots-'));
    this.#toStop.push(() => rmSync(directory, { recursive: true, force: true }));
    this.postgres = await startPostgres();
    this.#toStop.push(() => this.postgres.stop());
    const databaseUrl = await createSampleApplication({
      binDirectory: this.postgres.binDirectory,
      superuserUrl: this.postgres.url(),
      password: 'crm',
    });
    await this.#startConsole(directory, databaseUrl);
    const home = join(directory, 'home');
    const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
    const env = { PATH: process.env.PATH, HOME: home, TMPDIR: directory };
    this.browser = await chromium.launch({ executablePath, args: FLAGS, env });
    this.#toStop.push(() => this.browser.close());
  }

  async #startConsole(directory, databaseUrl) {
    const port = await freePort();
    this.address = `http://127.0.0.1:${port}`;
    const server = startGuarded({
      program: process.execPath,
      args: [join(ROOT, 'apps/server/dist/main.js')],
      cwd: directory,
      identity: {},
      logFile: join(directory, 'server.log'),
      stopSignals: ['SIGTERM', 'SIGKILL'],
      env: {
        PATH: process.env.PATH,
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        BACKUP_STORAGE_PATH: join(directory, 'backups'),
        ADMIN_EMAIL: ADMIN.email,
        ADMIN_PASSWORD: ADMIN.password,
      },
    });
    this.#toStop.push(() => server.stop());
    await waitUntilReady(this.address, server);
    this.client = new ConsoleClient(this.address);
    await this.client.login(ADMIN.email, ADMIN.password);
  }

  /** Runs SQL in the sample application. */
  sql(statement) {
    const args = ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', '--command', statement];
    const env = { PATH: process.env.PATH, PGPASSWORD: this.postgres.password };
    const where = ['-h', '127.0.0.1', '-p', String(this.postgres.port), '-U', 'postgres', '-d', 'crm'];
    return mustRun(join(this.postgres.binDirectory, 'psql'), [...where, ...args], { env });
  }

  async page(path, { locale, viewport }) {
    const context = await this.browser.newContext({ locale, viewport, timezoneId: 'Asia/Shanghai' });
    const page = await context.newPage();
    await context.request.post(`${this.address}/api/v1/auth/login`, { data: ADMIN });
    await page.goto(`${this.address}${path}`);
    await page.waitForLoadState('networkidle');
    return page;
  }

  async strike() {
    while (this.#toStop.length > 0) await this.#toStop.pop()();
  }
}

function shoot(page, name) {
  return page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
}

async function makeHistory(stage) {
  await stage.client.backUp('Before the first day');
  for (const statement of WORK_OF_A_DAY) {
    await stage.sql(statement);
    await stage.client.backUp('After some work');
  }
}

async function shootDialog(stage) {
  const page = await stage.page('/restore', { locale: 'zh-CN', viewport: DESKTOP });
  await page.getByRole('radio').first().click();
  await page.getByRole('button', { name: '恢复此备份…' }).click();
  await page.locator('#confirm-name').fill('crm');
  await shoot(page, 'restore-dialog-zh');
  await page.context().close();
}

async function shootDrill(stage) {
  const page = await stage.page('/backup', { locale: 'en', viewport: DESKTOP });
  await page.getByRole('button', { name: 'Run a drill' }).click();
  await page.getByText('The drill succeeded').waitFor({ timeout: 120_000 });
  await page.waitForLoadState('networkidle');
  await shoot(page, 'drill');
  await page.context().close();
}

async function shootRestore(stage) {
  await stage.sql(THE_WORST_DAY);
  const page = await stage.page('/restore', { locale: 'en', viewport: DESKTOP });
  await page.getByRole('radio').first().click();
  await page.getByRole('button', { name: 'Preview: what will change' }).click();
  const verdict = page.getByText('The restore can be carried out.');
  await verdict.waitFor({ timeout: 120_000 });
  await verdict.evaluate((element) => element.scrollIntoView());
  await shoot(page, 'preview');
  await page.getByRole('button', { name: 'Restore this backup …' }).click();
  await page.locator('#confirm-name').fill('crm');
  await page.keyboard.press('Enter');
  await page.getByText('Now: Loading the backup').waitFor();
  await shoot(page, 'restore-progress');
  await page.getByText('Data restored successfully').waitFor({ timeout: 120_000 });
  await page.getByRole('button', { name: /tables compared/ }).click();
  await page.waitForLoadState('networkidle');
  await shoot(page, 'restore-result');
  await page.context().close();
}

async function shootBackups(stage) {
  const page = await stage.page('/backup', { locale: 'en', viewport: DESKTOP });
  await shoot(page, 'backup');
  await page.context().close();
  const phone = await stage.page('/backup', { locale: 'en', viewport: PHONE });
  await shoot(phone, 'backup-phone');
  await phone.context().close();
}

const stage = new Stage();
try {
  mkdirSync(IMAGES, { recursive: true });
  await step('Sample application and console', () => stage.set());
  await step('Backups', () => makeHistory(stage));
  await step('Dialog', () => shootDialog(stage));
  await step('Drill', () => shootDrill(stage));
  await step('Preview and restore', () => shootRestore(stage));
  await step('Backup page', () => shootBackups(stage));
} catch (error) {
  fail(error);
} finally {
  await stage.strike();
}
