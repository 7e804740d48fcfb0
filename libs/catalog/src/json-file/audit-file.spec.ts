/** The audit log under attack: edits, deletions, insertions, cuts and crashes. */

import { appendFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { AuditVerification } from '../catalog.js';
import { sampleAuditEntry } from '../testing/sample-records.js';
import { openCatalog, removeDirectory, temporaryDirectory } from '../testing/temporary-catalog.js';
import { formatLine, parseLine, sealEntry } from './audit-chain.js';

let directory: string;
const logPath = () => join(directory, 'audit.jsonl');
const readLog = async () => (await readFile(logPath(), 'utf8')).split('\n').slice(0, -1);
const writeLog = (lines: string[]) => writeFile(logPath(), lines.map((line) => `${line}\n`).join(''));

beforeEach(async () => {
  directory = await temporaryDirectory();
  const catalog = await openCatalog(directory);
  for (const target of ['one', 'two', 'three', 'four', 'five']) {
    await catalog.audit.append(sampleAuditEntry(target));
  }
  await catalog.close();
});

afterEach(() => removeDirectory(directory));

async function verifyAfterReopening(): Promise<AuditVerification> {
  const catalog = await openCatalog(directory);
  const found = await catalog.audit.verify();
  await catalog.close();
  return found;
}

/** A forger who knows the algorithm, but cannot write audit-head.json unnoticed. */
function forgeFrom(lines: string[], position: number, target: string): string[] {
  const before = parseLine(lines[position - 1] ?? '');
  if (before === null) throw new Error('No entry to forge after');
  return [...lines.slice(0, position), formatLine(sealEntry(sampleAuditEntry(target), before))];
}

describe('Verification of the audit log', () => {
  const ATTACKS: { name: string; attack: (lines: string[]) => string[]; bad: number }[] = [
    { name: 'an edited entry', attack: (l) => l.with(2, l[2]!.replace('three', 'threw')), bad: 3 },
    { name: 'one added blank', attack: (l) => l.with(1, l[1]!.replace(',', ', ')), bad: 2 },
    { name: 'an edited last entry', attack: (l) => l.with(4, l[4]!.replace('five', 'fife')), bad: 5 },
    { name: 'an entry made unreadable', attack: (l) => l.with(3, '{}'), bad: 4 },
    { name: 'a deleted first entry', attack: (l) => l.toSpliced(0, 1), bad: 1 },
    { name: 'a deleted entry in the middle', attack: (l) => l.toSpliced(2, 1), bad: 3 },
    { name: 'a cut tail', attack: (l) => l.slice(0, 3), bad: 4 },
    { name: 'an emptied log', attack: () => [], bad: 1 },
    { name: 'an inserted copy', attack: (l) => l.toSpliced(2, 0, l[1]!), bad: 3 },
    { name: 'an inserted blank line', attack: (l) => l.toSpliced(2, 0, ''), bad: 3 },
    { name: 'two entries that changed places', attack: (l) => l.with(1, l[2]!).with(2, l[1]!), bad: 2 },
    { name: 'an entry added that does not fit', attack: (l) => [...l, l[4]!], bad: 6 },
    { name: 'a last entry forged with right hashes', attack: (l) => forgeFrom(l, 4, 'forged'), bad: 5 },
    {
      name: 'two entries added with right hashes',
      attack: (l) => forgeFrom(forgeFrom(l, 5, 'sixth'), 6, 'seventh'),
      bad: 6,
    },
  ];

  it.each(ATTACKS)('finds $name at entry $bad', async ({ attack, bad }) => {
    await writeLog(attack(await readLog()));
    const found = await verifyAfterReopening();
    expect(found).toMatchObject({ isIntact: false, firstBadSequence: bad });
  });

  it.each(ATTACKS)('finds $name made while the console runs', async ({ attack }) => {
    const catalog = await openCatalog(directory);
    await writeLog(attack(await readLog()));
    expect(await catalog.audit.verify()).toMatchObject({ isIntact: false });
    await catalog.close();
  });

  it('finds a removed log', async () => {
    await rm(logPath());
    expect(await verifyAfterReopening()).toMatchObject({ isIntact: false, firstBadSequence: 1, entries: 0 });
  });

  it('does not let new entries heal a cut', async () => {
    await writeLog((await readLog()).slice(0, 3));
    const catalog = await openCatalog(directory);
    expect((await catalog.audit.append(sampleAuditEntry('six'))).sequence).toBe(6);
    await catalog.close();
    expect(await verifyAfterReopening()).toMatchObject({ isIntact: false, firstBadSequence: 4 });
  });
});

describe('The audit log after a crash', () => {
  it('moves a torn last entry aside with a note and goes on with its number', async () => {
    await appendFile(logPath(), '{"action":"backup.cr');
    const catalog = await openCatalog(directory);
    const notes = (await readdir(directory)).filter((name) => name.startsWith('audit-torn-'));
    expect(notes).toHaveLength(1);
    const note: unknown = JSON.parse(await readFile(join(directory, notes[0]!), 'utf8'));
    expect(note).toMatchObject({ text: '{"action":"backup.cr', note: expect.stringContaining('entry 6') });
    expect((await catalog.audit.append(sampleAuditEntry('six'))).sequence).toBe(6);
    const found = await catalog.audit.verify();
    expect(found).toMatchObject({ isIntact: true, entries: 6 });
    expect(found.message).toContain(notes[0]);
    await catalog.close();
  });

  it('takes in an entry that was whole on disk before the head was', async () => {
    const sixth = forgeFrom(await readLog(), 5, 'six');
    await writeLog(sixth);
    expect(await verifyAfterReopening()).toMatchObject({ isIntact: true, entries: 6 });
    expect(JSON.parse(await readFile(join(directory, 'audit-head.json'), 'utf8'))).toMatchObject({
      sequence: 6,
    });
  });

  it('does not take a cut inside a finished entry for a crash', async () => {
    const text = await readFile(logPath(), 'utf8');
    await writeFile(logPath(), text.slice(0, -30));
    expect(await verifyAfterReopening()).toMatchObject({ isIntact: false, firstBadSequence: 5 });
    expect(await readFile(logPath(), 'utf8')).toBe(text.slice(0, -30));
  });
});
