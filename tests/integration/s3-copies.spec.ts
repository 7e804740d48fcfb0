import { rm } from 'node:fs/promises';

import {
  type BackupView,
  type DestinationTestView,
  type DestinationView,
  type PackageCopyView,
  ROUTES,
} from '@holdfast/contract';

import { type ConsoleProcess, makeConsole } from '../support/console-process.js';
import { readContent } from '../support/database-content.js';
import { type FaultProxy, type FaultRule, startFaultProxy } from '../support/fault-proxy.js';
import { mustRunHoldfast } from '../support/holdfast-command.js';
import { type PostgresCluster, startCluster } from '../support/postgres-cluster.js';
import { S3_BUCKET, S3_CREDENTIALS, type S3Server, startS3Server } from '../support/s3-server.js';
import { change, createSample } from '../support/sample-database.js';
import { waitFor } from '../support/wait-for.js';

const DATABASE = 'sent';
const CANARY = S3_CREDENTIALS.secretAccessKey;

const ACCESS_DENIED: FaultRule = {
  fault: { kind: 'status', status: 403, code: 'AccessDenied' },
  times: Infinity,
};
const isUpload = (method: string) => method === 'PUT';

let cluster: PostgresCluster;
let s3: S3Server;
let proxy: FaultProxy;
let console: ConsoleProcess;

beforeEach(async () => {
  [cluster, s3] = await Promise.all([startCluster(), startS3Server({ hasUploads: true })]);
  proxy = await startFaultProxy(s3.port);
  console = await makeConsole(await createSample(cluster, DATABASE, 2_000));
  await console.start();
}, 90_000);
afterEach(async () => {
  await console?.dispose();
  await Promise.all([cluster?.stop(), proxy?.stop(), s3?.stop()]);
});

function addBucket(prefix: string): Promise<DestinationView> {
  return console.api.post<DestinationView>(ROUTES.destinations, {
    name: `bucket ${prefix}`,
    kind: 's3',
    s3: {
      endpoint: proxy.endpoint,
      region: 'us-east-1',
      bucket: S3_BUCKET,
      prefix,
      forcePathStyle: true,
      ...S3_CREDENTIALS,
    },
  });
}

async function untilSent(id: string, state: PackageCopyView['state'] = 'stored'): Promise<BackupView> {
  return waitFor(
    () => console.api.get<BackupView>(ROUTES.backup(id)),
    ({ copies }) => copies.length > 0 && copies.every((copy) => copy.state === state),
    { timeoutMs: 60_000 },
  );
}

describe('copies in a bucket', () => {
  it('are made of every backup, one for each destination, and a restore reads from them when the local package is lost', async () => {
    const [bucket] = [await addBucket('one/shop'), await addBucket('two')];
    const before = await readContent(cluster, DATABASE);
    const full = await console.api.backUp();
    await change(cluster, DATABASE, 'a day later');
    const later = await readContent(cluster, DATABASE);
    const child = await console.api.backUp({ type: 'incremental' });
    await untilSent(full.id);
    const sent = await untilSent(child.id);
    expect(sent.copies.map(({ location }) => location).sort()).toEqual([
      expect.stringContaining('one/shop'),
      expect.stringContaining('two'),
    ]);

    for (const { path } of [full, child]) await rm(String(path), { recursive: true });
    await change(cluster, DATABASE, 'harm');
    for (const [id, content] of [
      [child.id, later],
      [full.id, before],
    ] as const) {
      await console.api.restore(id, { mode: 'apply', destinationId: bucket.id });
      expect((await readContent(cluster, DATABASE)).rows).toEqual(content.rows);
    }
    expect(console.output).not.toContain(`"${CANARY}"`);
  }, 180_000);

  it('can be recovered from without the console', async () => {
    await addBucket('alone');
    const { id } = await console.api.backUp();
    await untilSent(id);
    await console.end('SIGTERM');
    const original = await readContent(cluster, DATABASE);
    const env = {
      BACKUP_S3_ENDPOINT: proxy.endpoint,
      BACKUP_S3_ACCESS_KEY_ID: S3_CREDENTIALS.accessKeyId,
      BACKUP_S3_SECRET_ACCESS_KEY: S3_CREDENTIALS.secretAccessKey,
    };
    const recover = ['recover', '--from', `s3://${S3_BUCKET}/alone`, '--key', console.keyringPath];
    expect(await mustRunHoldfast([...recover, 'list'], { env })).toContain(id);
    await mustRunHoldfast([...recover, 'restore', id, '--to', cluster.url('from bucket'), '--yes'], { env });
    expect((await readContent(cluster, 'from bucket')).rows).toEqual(original.rows);
  }, 120_000);

  it('that finally cannot be made leave the local package as it is; they are shown, alarmed and sent later', async () => {
    const { id: destinationId } = await addBucket('closed');
    proxy.inject(ACCESS_DENIED);
    const { id, path } = await console.api.backUp();
    const failed = await untilSent(id, 'failed');
    expect(failed).toMatchObject({ status: 'success', path, copies: [{ errorCode: 'STORAGE_REFUSED' }] });
    expect((await console.api.status()).alerts.map(({ code }) => code)).toContain('COPY_FAILED');
    expect((await console.api.restore(id, { mode: 'drill' })).drill).toMatchObject({ level: 'matched' });

    proxy.inject();
    await console.api.post(ROUTES.backupCopies(id), { destinationId });
    await untilSent(id);
    expect((await console.api.status()).alerts.map(({ code }) => code)).not.toContain('COPY_FAILED');
  }, 120_000);

  it('survive a connection that breaks while they are sent', async () => {
    await addBucket('shaky');
    proxy.inject({ fault: { kind: 'reset-request', afterBytes: 50_000 }, when: isUpload, times: 2 });
    const { id } = await console.api.backUp();
    await untilSent(id);
    expect(await s3.openUploads()).toEqual([]);
  }, 120_000);

  it('go when the backup goes', async () => {
    await addBucket('brief');
    const { id } = await console.api.backUp();
    await console.api.backUp();
    await untilSent(id);
    const answer = await fetch(`${console.api.address}${ROUTES.backup(id)}`, {
      method: 'DELETE',
      headers: { cookie: console.api.cookie },
    });
    expect(answer.status).toBe(204);
    const env = {
      BACKUP_S3_ENDPOINT: s3.endpoint,
      BACKUP_S3_ACCESS_KEY_ID: S3_CREDENTIALS.accessKeyId,
      BACKUP_S3_SECRET_ACCESS_KEY: S3_CREDENTIALS.secretAccessKey,
    };
    const from = ['recover', '--from', `s3://${S3_BUCKET}/brief`, '--key', console.keyringPath];
    await waitFor(
      () => mustRunHoldfast([...from, 'list', '--json'], { env }),
      (listed) => !listed.includes(`"${id}"`),
    );
  }, 120_000);

  it('are tried out step by step before anything is entrusted to them', async () => {
    const { id } = await addBucket('tried');
    const well = await console.api.post<DestinationTestView>(ROUTES.destinationTest(id));
    expect(well.ok).toBe(true);
    expect(well.steps.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['connect', 'write', 'read', 'list', 'multipart', 'remove']),
    );
    proxy.inject(ACCESS_DENIED);
    const ill = await console.api.post<DestinationTestView>(ROUTES.destinationTest(id));
    expect(ill.ok).toBe(false);
    expect(ill.steps.find(({ ok }) => ok === false)?.hint).toEqual(expect.any(String));
  }, 60_000);
});
