/** A file that cannot be trusted stops the start, is named, and is left as it is. */

import { rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { sampleAuditEntry, sampleBackup } from '../testing/sample-records.js';
import { contentOf, openCatalog, removeDirectory, temporaryDirectory } from '../testing/temporary-catalog.js';

const record = sampleBackup({ appName: 'canary-secret' });
const document = (value: object) => JSON.stringify({ schemaVersion: 1, records: [record], ...value });

const CASES: { name: string; content: string | Buffer; code?: string; says: string }[] = [
  { name: 'broken JSON', content: `{"schemaVersion":1,"records":[canary-secret]}`, says: 'not valid JSON' },
  { name: 'a file cut in the middle', content: document({}).slice(0, -40), says: 'not valid JSON' },
  { name: 'an empty file', content: '', says: 'is empty' },
  { name: 'bytes that are not text', content: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), says: 'not valid JSON' },
  { name: 'the word null', content: 'null', says: 'does not fit' },
  { name: 'no schema version', content: '{"records":[]}', says: 'schemaVersion' },
  {
    name: 'a wrong type',
    content: document({ records: [{ ...record, isPinned: 'yes' }] }),
    says: 'records.0.isPinned',
  },
  {
    name: 'an unknown status',
    content: document({ records: [{ ...record, status: 'done' }] }),
    says: 'records.0.status',
  },
  {
    name: 'an unknown field of a record',
    content: document({ records: [{ ...record, surprise: 1 }] }),
    says: 'surprise',
  },
  { name: 'an unknown field of the document', content: document({ surprise: 1 }), says: 'surprise' },
  { name: 'two records with one id', content: document({ records: [record, record] }), says: 'two records' },
  {
    name: 'a newer schema version',
    content: document({ schemaVersion: 2, records: [{ shape: 'unknown' }] }),
    code: 'CATALOG_UNAVAILABLE',
    says: 'newer Holdfast (schema version 2; this one knows 1)',
  },
];

describe('Opening a damaged catalog', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    const catalog = await openCatalog(directory);
    await catalog.backups.insert(record);
    await catalog.audit.append(sampleAuditEntry());
    await catalog.close();
  });

  afterEach(() => removeDirectory(directory));

  const refusal = () =>
    openCatalog(directory).then(
      async (catalog) => {
        await catalog.close();
        throw new Error('The damaged catalog was opened');
      },
      (error: unknown) => error,
    );

  it.each(CASES)('refuses $name, names the file and changes nothing', async ({ content, code, says }) => {
    await writeFile(join(directory, 'backups.json'), content);
    const before = await contentOf(directory);
    const error = await refusal();
    expect(error).toMatchObject({
      code: code ?? 'CATALOG_DAMAGED',
      message: expect.stringContaining(join(directory, 'backups.json')),
      hint: expect.stringMatching(code === undefined ? /holdfast catalog rebuild/ : /newer Holdfast/),
    });
    expect(String(error)).toContain(says);
    expect(String(error)).not.toContain('canary-secret');
    expect(await contentOf(directory)).toEqual(before);
  });

  it('refuses a catalog of which one file is missing instead of starting it empty', async () => {
    await rm(join(directory, 'backups.json'));
    const before = await contentOf(directory);
    expect(await refusal()).toMatchObject({
      code: 'CATALOG_DAMAGED',
      message: expect.stringMatching(/backups\.json is missing/),
    });
    expect(await contentOf(directory)).toEqual(before);
  });

  it('refuses an audit log whose head is missing or damaged', async () => {
    const head = join(directory, 'audit-head.json');
    await truncate(head, 10);
    expect(await refusal()).toMatchObject({
      code: 'CATALOG_DAMAGED',
      message: expect.stringContaining(head),
    });
    await rm(head);
    expect(await refusal()).toMatchObject({
      code: 'CATALOG_DAMAGED',
      message: expect.stringContaining(head),
    });
  });

  it('opens again once the file is put right', async () => {
    await writeFile(join(directory, 'backups.json'), '');
    expect(await refusal()).toMatchObject({ code: 'CATALOG_DAMAGED' });
    await writeFile(join(directory, 'backups.json'), document({}));
    const catalog = await openCatalog(directory);
    expect(await catalog.backups.get(record.id)).toEqual(record);
    await catalog.close();
  });
});
