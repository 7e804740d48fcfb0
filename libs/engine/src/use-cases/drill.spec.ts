import { createNastyDatabase, UNREFRESHABLE_VIEW } from '../../../../tests/support/nasty-database.js';
import { createSample } from '../../../../tests/support/sample-database.js';
import { type DrillFixture, drillRequest, startDrillFixture } from '../testing/drill-fixture.js';
import { drill } from './drill.js';

let fixture: DrillFixture;

beforeAll(async () => {
  fixture = await startDrillFixture();
}, 60_000);
afterAll(() => fixture.stop());

describe('a drill', () => {
  it('proves a backup on a server of its own, and leaves nothing', async () => {
    await createSample(fixture.cluster, 'sample', 2000);
    const ref = await fixture.backUp('sample');
    const phases: string[] = [];
    const report = await drill(
      fixture.adapters,
      drillRequest(ref, { onProgress: ({ phase }) => phases.at(-1) === phase || phases.push(phase) }),
    );
    expect(report).toMatchObject({ level: 'matched', comparedTables: 3, comparedRows: 2501 });
    expect(phases).toEqual(['verifying', 'starting-server', 'loading', 'comparing']);
    expect(await fixture.remains()).toEqual([]);
  }, 60_000);

  it('brings back what makes restores go wrong: odd names, roles, privileges, large objects, partitions', async () => {
    await createNastyDatabase(fixture.cluster, 'nasty "one"');
    const ref = await fixture.backUp('nasty "one"');
    const report = await drill(fixture.adapters, drillRequest(ref));
    expect(report).toMatchObject({ level: 'matched', comparedLargeObjects: 3, comparedSequences: 3 });
    expect(report.tables.every(({ isEqual }) => isEqual)).toBe(true);
    expect(report.notes.map(({ code }) => code)).toEqual(['VIEW_NOT_REFRESHED']);
    expect(report.notes[0]?.message).toContain(UNREFRESHABLE_VIEW.split('.')[1]);
  }, 60_000);
});
