import type { LoadProgress } from '../../../ports/component-driver.js';
import type { ArchiveIndex, TocEntry } from '../archive/archive-index.js';
import { LoadProgressReader } from './load-progress.js';
import { restoreList } from './restore-list.js';

function entry(dumpId: number, desc: string, tag: string): TocEntry {
  return {
    dumpId,
    desc,
    tag,
    namespace: desc.startsWith('DATABASE') ? null : 'public',
    owner: 'o',
    tablespace: null,
    accessMethod: null,
    dependencies: [],
    defn: '',
    copyStmt: null,
    hasData: desc === 'TABLE DATA',
    offsetPosition: 0,
  };
}

const ENTRIES = [
  entry(1, 'DATABASE', 'app'),
  entry(2, 'COMMENT', 'DATABASE app'),
  entry(3, 'DATABASE PROPERTIES', 'app'),
  entry(4, 'TABLE', 'a'),
  entry(5, 'COMMENT', 'TABLE a'),
  entry(6, 'TABLE DATA', 'a'),
  entry(7, 'TABLE DATA', 'b "c"'),
  entry(8, 'MATERIALIZED VIEW DATA', 'm'),
];
const ARCHIVE: ArchiveIndex = {
  header: {
    version: [1, 14, 0],
    intSizeBytes: 4,
    offsetSizeBytes: 8,
    serverVersion: '15',
    dumpVersion: '15',
  },
  entries: ENTRIES,
  dataOffsets: new Map(),
  dataBytes: new Map([
    [6, 100],
    [7, 50],
  ]),
};

function read(...lines: string[]): LoadProgress[] {
  const seen: LoadProgress[] = [];
  const reader = new LoadProgressReader(ARCHIVE, ENTRIES, (step) => void seen.push(step));
  for (const line of lines) reader.readLine(line);
  return seen;
}

function brief(steps: LoadProgress[]): string[] {
  return steps.map((step) => `${step.itemsDone}/${step.itemsTotal} ${step.bytesDone}/${step.bytesTotal}`);
}

describe('the progress of pg_restore', () => {
  it('counts finished data in parallel runs, and nothing twice', () => {
    const seen = read(
      'pg_restore: launching item 6 TABLE DATA a',
      'pg_restore: finished item 4 TABLE a',
      'pg_restore: finished item 7 TABLE DATA b "c"',
      'pg_restore: finished item 7 TABLE DATA b "c"',
      'pg_restore: finished item 6 TABLE DATA a',
    );
    expect(brief(seen)).toEqual(['0/2 0/150', '1/2 50/150', '2/2 150/150']);
  });

  it('counts a table in single runs when the next one begins', () => {
    const seen = read(
      'pg_restore: processing data for table "public.a"',
      'pg_restore: processing data for table "public.b "c""',
    );
    expect(brief(seen)).toEqual(['0/2 0/150', '1/2 100/150']);
  });
});

describe('the list of what is restored', () => {
  it('leaves out the database itself and the content of its views', () => {
    const { text, materializedViews } = restoreList(ARCHIVE);
    expect(text).toBe('4;\n5;\n6;\n7;\n');
    expect(materializedViews.map((view) => view.tag)).toEqual(['m']);
  });
});
