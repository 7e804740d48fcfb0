/** Runs as a process of its own, so that tests can kill, stop and starve it: `<role> <directory> [user]`. */

import { CatalogError, openJsonFileCatalog } from '../index.js';
import { lockDirectory } from '../json-file/directory-lock.js';
import { sampleAuditEntry, sampleBackup } from './sample-records.js';

const clock = { now: () => new Date() };

const say = (line: string) => process.stdout.write(`${line}\n`);

const open = (directory: string) =>
  openJsonFileCatalog({ directory, clock, onLockLost: (error) => say(`lost ${error.code}`) });

const ROLES: Record<string, (directory: string) => Promise<void>> = {
  /** Counts up for ever and says each number once it is durable. */
  async count(directory) {
    const catalog = await open(directory);
    const existing = await catalog.backups.get('counter');
    if (existing === null) await catalog.backups.insert(sampleBackup({ id: 'counter', sizeBytes: 0 }));
    say('open');
    for (;;) {
      const record = await catalog.backups.update('counter', (old) => ({
        ...old,
        sizeBytes: (old.sizeBytes ?? 0) + 1,
      }));
      await catalog.audit.append(sampleAuditEntry(String(record.sizeBytes)));
      say(`done ${record.sizeBytes}`);
    }
  },

  async hold(directory) {
    await open(directory);
    say('open');
    stayAlive();
  },

  async holdLock(directory) {
    const lock = await lockDirectory({
      directory,
      clock,
      staleMs: 2000,
      onLost: (error) => {
        say(`lost ${error.code}`);
        void lock.assertHeld().catch((refusal: unknown) => say(`refused ${codeOf(refusal)}`));
      },
    });
    say('open');
    stayAlive();
  },

  async insert(directory) {
    const catalog = await open(directory);
    say('open');
    await settle('insert', catalog.backups.insert(sampleBackup({ id: 'inserted' })));
    await settle('append', catalog.audit.append(sampleAuditEntry('inserted')));
    say(`memory ${(await catalog.backups.list()).length}`);
    await catalog.close();
  },
};

async function settle(name: string, work: Promise<unknown>): Promise<void> {
  await work.then(
    () => say(`${name} ok`),
    (error: unknown) => say(`${name} ${codeOf(error)}`),
  );
}

function codeOf(error: unknown): string {
  return error instanceof CatalogError ? error.code : String(error);
}

function stayAlive(): void {
  setInterval(() => undefined, 60_000);
}

const [role = '', directory = '', user = ''] = process.argv.slice(2);
// Only now: everything is loaded, perhaps from where that user may not read.
if (user !== '') process.setuid?.(Number(user));
await ROLES[role]?.(directory).catch((error: unknown) => say(`failed ${codeOf(error)} ${String(error)}`));
