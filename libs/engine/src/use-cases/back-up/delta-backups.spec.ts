import { jest } from '@jest/globals';

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readContent } from '../../../../../tests/support/database-content.js';
import { mustRunTool } from '../../../../../tests/support/run-tool.js';
import type { BackUpResult } from '../../engine.js';
import {
  applicationOf,
  CONTENT,
  DATABASE,
  type DeltaWorld,
  startDeltaWorld,
} from '../../testing/delta-world.js';
import { NEVER, runSql } from '../../testing/postgres-fixture.js';
import { verifyBackup } from '../verify-backup.js';

const DELTA = 'db.dump.delta.tar.age';
const FULL = 'db.dump.zst.age';
const DOCUMENT = new URL('../../../../../docs/backup-format.md', import.meta.url);

jest.setTimeout(180_000);

let world: DeltaWorld;
beforeAll(async () => {
  world = await startDeltaWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.destination.faults = {};
  expect(await readdir(world.adapters.workPath)).toEqual([]);
});

/** Loads a dump into a new database and compares all of it with the source. */
async function expectToHoldTheSource(dumpPath: string): Promise<void> {
  const { cluster } = world;
  await runSql(
    cluster,
    'postgres',
    'DROP DATABASE IF EXISTS again',
    'CREATE DATABASE again TEMPLATE template0',
  );
  const connection = ['--exit-on-error', '-d', cluster.url('again')];
  await mustRunTool(join(cluster.binDirectory, 'pg_restore'), [...connection, dumpPath]);
  const [source, again] = [await readContent(cluster, DATABASE), await readContent(cluster, 'again')];
  const renamed = again.definition.replaceAll('again', DATABASE);
  expect({ ...again, definition: renamed }).toEqual(source);
}

function typeOf({ manifest, notes }: BackUpResult): unknown {
  const { type, parentBackupId, components } = manifest;
  return {
    type,
    parentBackupId,
    isDelta: components[0]?.delta !== null,
    notes: notes.map(({ code }) => code),
  };
}

describe('a backup that builds on another one', () => {
  const changes: [string, string[]][] = [
    ['nothing changed', []],
    [
      'rows were updated and added',
      [
        'UPDATE customers SET name = upper(name) WHERE id % 100 = 0',
        "INSERT INTO visits SELECT i, now(), md5('n' || i) FROM generate_series(40000, 40300) i",
      ],
    ],
    [
      'rows were deleted',
      ['DELETE FROM visits WHERE id BETWEEN 5000 AND 20000', 'DELETE FROM customers WHERE id % 2 = 0'],
    ],
    [
      'tables were dropped, added and renamed',
      [
        'CREATE TABLE added AS SELECT * FROM notes WHERE id < 500',
        'ALTER TABLE notes RENAME TO a_notes',
        'DROP TABLE customers',
      ],
    ],
    [
      'tables were rewritten in another order',
      ['CREATE INDEX by_session ON visits (session)', 'CLUSTER visits USING by_session', 'VACUUM FULL'],
    ],
    [
      'everything is gone',
      [
        'DROP TABLE IF EXISTS a_notes, notes, visits, added, customers',
        'SELECT lo_unlink(oid) FROM pg_largeobject_metadata',
      ],
    ],
  ];

  it('restores exactly, whatever changed, each one building on the one before', async () => {
    let parent = await world.backUp('full', null);
    for (const [, statements] of changes) {
      await world.sql(...statements);
      const next = await world.backUp('incremental', parent);
      expect(typeOf(next)).toEqual({
        ...{ type: 'incremental', parentBackupId: parent.manifest.backupId, isDelta: true, notes: [] },
      });
      await world.unpack(next.manifest, expectToHoldTheSource);
      parent = next;
    }
  });

  it('is rebuilt by the shell script of the documentation alone, for one difference and for a chain of three', async () => {
    const script = /```sh\n(#!\/bin\/sh\n[^`]*)```/.exec(await readFile(DOCUMENT, 'utf8'))?.[1] ?? '';
    const scriptPath = join(world.root, 'rebuild.sh');
    await writeFile(scriptPath, script);
    await world.sql('DROP TABLE IF EXISTS a_notes, notes, visits, added, customers', ...CONTENT);
    const full = await world.backUp('full', null);
    let dump = join(world.root, 'full.dump');
    await shell('age -d -i "$1" "$2" | zstd -dq > "$3"', world.pathOf(full.manifest, FULL), dump);
    await world.sql('UPDATE customers SET name = upper(name) WHERE id % 100 = 0');
    await rebuild(await world.backUp('differential', full), dump);
    let parent = full;
    for (const day of [1, 2, 3]) {
      await world.sql(
        `DELETE FROM visits WHERE id % 7 = ${day}`,
        `INSERT INTO customers VALUES (-${day}, 'new', 'n')`,
      );
      parent = await world.backUp('incremental', parent);
      dump = await rebuild(parent, dump);
    }
    await expectToHoldTheSource(dump);

    async function rebuild({ manifest }: BackUpResult, baseDump: string): Promise<string> {
      const newDump = join(world.root, `${manifest.backupId}.dump`);
      await shell(
        `sh "${scriptPath}" "$1" "$2" "$3" > "$4"`,
        world.pathOf(manifest, DELTA),
        baseDump,
        newDump,
      );
      const said = await mustRunTool('sha256sum', [newDump]);
      expect(said.slice(0, 64)).toBe(manifest.components[0]?.raw.sha256);
      return newDump;
    }
  });

  it('is verified with what it builds on, and stored unencrypted where that is wanted', async () => {
    const full = await world.backUp('full', null, { isEncrypted: false });
    const { manifest } = await world.backUp('differential', full, { isEncrypted: false });
    expect(manifest.components[0]?.object.name).toBe('db.dump.delta.tar');
    const request = { ...manifest, onProgress: () => undefined, signal: NEVER };
    await expect(verifyBackup(world.adapters, { ...request, level: 'readable' })).resolves.toEqual(manifest);
    await expect(verifyBackup(world.adapters, { ...request, level: 'hashed' })).resolves.toEqual(manifest);
  });

  it('stores a component whole that the parent does not have', async () => {
    const full = await world.backUp('full', null);
    const { components, ...application } = applicationOf(world.cluster);
    const [db] = components;
    if (db === undefined) throw new Error('There is no component.');
    const two = { ...application, components: [db, { ...db, name: 'second' }] };
    const { manifest } = await world.backUp('differential', full, { application: two });
    expect(manifest.components.map(({ delta }) => delta?.baseBackupId ?? null)).toEqual([
      full.manifest.backupId,
      null,
    ]);
    await world.unpack(manifest);
  });
});

/** Its first argument is the keyring. */
async function shell(command: string, ...args: string[]): Promise<void> {
  await mustRunTool('/bin/sh', ['-c', command, 'sh', world.adapters.keyring().path, ...args]);
}
