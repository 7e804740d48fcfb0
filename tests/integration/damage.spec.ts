import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { type AuditEntryView, type Page, ROUTES } from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { type DatabaseContent, readContent } from '../support/database-content.js';
import { listDatabases } from '../support/databases.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { expectNoRemains } from '../support/remains.js';
import { expectRoundTrip } from '../support/round-trip.js';
import { change, createSample } from '../support/sample-database.js';
import { waitFor } from '../support/wait-for.js';

const DATABASE = 'damaged';
const COMPONENT = 'db.dump.zst.age';
const GLOBALS = 'globals.sql.zst.age';
const SUMS = 'SHA256SUMS';
const MANIFEST = 'manifest.json';
const SIGNATURE = 'manifest.json.sig';
const REFUSALS = ['BACKUP_CORRUPTED', 'PACKAGE_INVALID'];

let cluster: PostgresCluster;
let console: ConsoleProcess;
let content: DatabaseContent;
let packagePath: string;
let otherPath: string;
let backupId: string;
let pristine: string;

beforeAll(async () => {
  cluster = await startCluster();
  console = await makeConsole(await createSample(cluster, DATABASE, 1_000));
  await console.start();
  ({ id: backupId } = await console.api.backUp());
  await change(cluster, DATABASE, 'of the other backup');
  const other = await console.api.backUp();
  content = await readContent(cluster, DATABASE);
  packagePath = join(console.storagePath, 'default', backupId);
  otherPath = join(console.storagePath, 'default', other.id);
  pristine = join(console.directory, 'pristine');
  await cp(packagePath, pristine, { recursive: true });
}, 90_000);
afterAll(async () => {
  await console?.dispose();
  await cluster?.stop();
});
beforeEach(async () => {
  await rm(packagePath, { recursive: true, force: true });
  await cp(pristine, packagePath, { recursive: true });
});

type Harm = (path: string) => Promise<void>;

const rewrite =
  (change: (bytes: Buffer) => Buffer): Harm =>
  async (path) =>
    writeFile(path, change(await readFile(path)));
const flip = (place: (size: number) => number): Harm =>
  rewrite((bytes) => {
    const changed = Buffer.from(bytes);
    const at = Math.min(bytes.length - 1, Math.floor(place(bytes.length)));
    changed[at] = changed[at]! ^ 0x10;
    return changed;
  });
const HARMS: Record<string, Harm> = {
  'has its first byte flipped': flip(() => 0),
  'has a byte flipped in the middle': flip((size) => size / 2),
  'has its last byte flipped': flip((size) => size - 1),
  'lacks its last byte': rewrite((bytes) => bytes.subarray(0, -1)),
  'is cut in half': rewrite((bytes) => bytes.subarray(0, bytes.length / 2)),
  'is empty': rewrite(() => Buffer.alloc(0)),
  'has one byte more': rewrite((bytes) => Buffer.concat([bytes, Buffer.from('x')])),
  'is missing': (path) => rm(path),
  'is the one of another backup': (path) => cp(path.replace(packagePath, otherPath), path),
};
const CASES = [COMPONENT, GLOBALS, SUMS, SIGNATURE, MANIFEST]
  .flatMap((name) => Object.entries(HARMS).map(([what, harm]): [string, string, Harm] => [name, what, harm]))
  .filter(([name, what]) => name !== MANIFEST || what !== 'is missing');

describe('a stored object', () => {
  it.each(CASES)(
    '%s that %s is refused by restore and verification',
    async (name, _what, harm) => {
      await harm(join(packagePath, name));
      await expectRefused(name);
    },
    30_000,
  );
});

describe('a package without its manifest', () => {
  it('is no backup', async () => {
    await rm(join(packagePath, MANIFEST));
    const restore = await console.api.untilRestoreEnds(await console.api.startRestore(backupId));
    expect(restore).toMatchObject({ status: 'failed', errorCode: 'BACKUP_NOT_FOUND' });
    expect(restore.errorMessage).toContain(backupId);
    expect(await verificationRefusal()).toBe('BACKUP_NOT_FOUND');
  }, 30_000);
});

describe('a manifest that was rewritten', () => {
  interface ManifestText {
    backupId: string;
    components: {
      object: { sizeBytes: number; sha256: string; name: string };
      raw: { sha256: string; sizeBytes: number };
    }[];
  }
  const CHANGES: Record<string, (manifest: ManifestText) => void> = {
    'with another size': ({ components }) => (components[0]!.object.sizeBytes += 1),
    'with another hash': ({ components }) => (components[0]!.object.sha256 = '0'.repeat(64)),
    'with another hash of the content': ({ components }) => (components[0]!.raw.sha256 = '0'.repeat(64)),
    'with another size of the content': ({ components }) => (components[0]!.raw.sizeBytes -= 1),
    'with the name of another backup': (manifest) =>
      (manifest.backupId = 'backup_other_default_20200101_000000'),
    'with a path out of the package': ({ components }) =>
      (components[0]!.object.name = '../../../etc/passwd'),
    'with a field that nobody knows': (manifest) => Object.assign(manifest, { extra: true }),
  };

  it.each(Object.entries(CHANGES))(
    '%s is refused',
    async (_what, alter) => {
      const path = join(packagePath, MANIFEST);
      const manifest = JSON.parse(await readFile(path, 'utf8')) as ManifestText;
      alter(manifest);
      await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
      await expectRefused(MANIFEST);
    },
    30_000,
  );
});

describe('after all the damage', () => {
  it('the whole package verifies, and backups restore', async () => {
    const { verifiedAt } = (await console.api.backups()).find(({ id }) => id === backupId)!;
    await console.api.post(ROUTES.backupVerify(backupId));
    await waitFor(
      async () => (await console.api.backups()).find(({ id }) => id === backupId),
      (backup) => backup?.verifiedAt !== verifiedAt && backup?.verificationLevel === 'readable',
    );
    await expectRoundTrip(console, cluster, DATABASE);
  }, 60_000);
});

describe('a key that is not there', () => {
  beforeAll(() => console.end('SIGTERM'));

  it.each([
    ['missing', (path: string) => rm(path)],
    ['empty', (path: string) => writeFile(path, '')],
    ['of another installation', (path: string) => writeOtherKey(path)],
  ])(
    'because the keyring is %s stops the start, and none is made',
    async (_what, harm) => {
      const keyring = await readFile(console.keyringPath);
      await harm(console.keyringPath);
      const harmed = await readFile(console.keyringPath).catch(() => null);
      console.output = '';
      expect(await console.startAndFail()).toBe(1);
      expect(console.output).toMatch(/keyring|key/i);
      expect(console.output).toContain('recovery kit');
      expect(await readFile(console.keyringPath).catch(() => null)).toEqual(harmed);
      await writeFile(console.keyringPath, keyring, { mode: 0o600 });
    },
    30_000,
  );

  it('once it is back, lets the console start and restore', async () => {
    await console.start();
    await expectRoundTrip(console, cluster, DATABASE);
  }, 60_000);
});

/** By both, with a message that names the object, and without anything having been done to the server. */
async function expectRefused(name: string): Promise<void> {
  const databases = await listDatabases(cluster);
  const snapshots = await readdir(join(console.storagePath, 'default'));
  const reason = await restoreRefusal();
  expect(reason).toContain(name === GLOBALS ? 'globals' : name === MANIFEST ? 'manifest' : name);
  expect(REFUSALS).toContain(await verificationRefusal());
  await expectNoRemains({ console, cluster });
  // Nothing was executed: not even a snapshot of what there is.
  expect(await listDatabases(cluster)).toEqual(databases);
  expect(await readdir(join(console.storagePath, 'default'))).toEqual(snapshots);
  expect((await readContent(cluster, DATABASE)).rows).toEqual(content.rows);
}

async function restoreRefusal(): Promise<string> {
  const restore = await console.api.untilRestoreEnds(await console.api.startRestore(backupId));
  expect(restore.status).toBe('failed');
  expect(REFUSALS).toContain(restore.errorCode);
  return String(restore.errorMessage);
}

/** The error code of a verification; null where it found nothing. */
async function verificationRefusal(): Promise<string | null> {
  const before = (await verifications()).length;
  await waitFor(
    () =>
      console.api.post(ROUTES.backupVerify(backupId)).then(
        () => true,
        () => false,
      ),
    (isAccepted) => isAccepted,
  );
  const after = await waitFor(verifications, (entries) => entries.length > before);
  return String(after[0]?.details['errorCode'] ?? '') || null;
}

/** Newest first. */
async function verifications(): Promise<AuditEntryView[]> {
  const { items } = await console.api.get<Page<AuditEntryView>>(`${ROUTES.audit}?limit=200`);
  return items.filter(({ action, target }) => action === 'backup.verify' && target === backupId);
}

async function writeOtherKey(path: string): Promise<void> {
  const { mode } = await stat(path);
  await writeFile(path, 'AGE-SECRET-KEY-1QQQQ\n', { mode });
}
