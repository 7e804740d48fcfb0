import { compareFingerprints } from './compare-fingerprints.js';
import type { Fingerprint, TableFingerprint } from './fingerprint.js';

const exact = { isComparingObjects: true, isAllowingMore: false };

function table(changes: Partial<TableFingerprint> = {}): TableFingerprint {
  return { name: 'public.t', columns: ['a'], rows: 2, bytes: 4, hash: '0123456789abcdef', ...changes };
}

function fingerprint(changes: Partial<Fingerprint> = {}): Fingerprint {
  return {
    algorithm: 'rowsum64-v1',
    tables: [table()],
    sequences: [{ name: 'public.s', lastValue: '7', isCalled: true }],
    largeObjects: { count: 1, bytes: 3, hash: 'aaaaaaaaaaaaaaaa' },
    objects: { TABLE: 1, INDEX: 2 },
    ...changes,
  };
}

describe('comparing fingerprints', () => {
  it('finds equal content equal and says how much was compared', () => {
    expect(compareFingerprints(fingerprint(), fingerprint(), exact)).toEqual({
      isEqual: true,
      tables: [{ name: 'public.t', expectedRows: 2, actualRows: 2, isEqual: true }],
      differences: [],
      comparedRows: 2,
      comparedLargeObjects: 1,
      comparedSequences: 1,
      comparedObjects: 3,
    });
  });

  it.each<[string, Partial<Fingerprint>]>([
    ['public.t has 1 rows instead of 2', { tables: [table({ rows: 1 })] }],
    ['public.t has other content in its 2 rows', { tables: [table({ hash: '0123456789abcdee' })] }],
    ['public.t has other content in its 2 rows', { tables: [table({ bytes: 5 })] }],
    ['public.t has other columns', { tables: [table({ columns: ['b'] })] }],
    ['public.t is missing', { tables: [] }],
    ['public.u is not in the backup', { tables: [table(), table({ name: 'public.u' })] }],
    [
      'there are 0 large objects instead of 1',
      { largeObjects: { count: 0, bytes: 0, hash: '0000000000000000' } },
    ],
    [
      'the large objects have other content',
      { largeObjects: { count: 1, bytes: 3, hash: 'bbbbbbbbbbbbbbbb' } },
    ],
    ['the sequence public.s is missing', { sequences: [] }],
    [
      'the sequence public.s stands at 6 instead of 7',
      { sequences: [{ name: 'public.s', lastValue: '6', isCalled: true }] },
    ],
    ['there are 1 objects of kind INDEX instead of 2', { objects: { TABLE: 1, INDEX: 1 } }],
    ['there are 1 objects of kind TRIGGER instead of 0', { objects: { TABLE: 1, INDEX: 2, TRIGGER: 1 } }],
  ])('says “%s”', (difference, changes) => {
    const compared = compareFingerprints(fingerprint(), fingerprint(changes), exact);
    expect(compared).toMatchObject({ isEqual: false, differences: [difference] });
  });

  it('leaves out what the backup does not know after a restore in place', () => {
    const more = fingerprint({
      tables: [table(), table({ name: 'public.u' })],
      objects: { TABLE: 2, INDEX: 2 },
    });
    expect(compareFingerprints(fingerprint(), more, { ...exact, isAllowingMore: true }).isEqual).toBe(true);
  });

  it('compares tables but not kinds of objects across server majors', () => {
    const other = fingerprint({ objects: { TABLE: 1 } });
    expect(compareFingerprints(fingerprint(), other, { ...exact, isComparingObjects: false }).isEqual).toBe(
      true,
    );
  });
});
