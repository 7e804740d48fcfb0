import { makeBackup } from '../../../testing/fixtures.js';
import { makePreview } from '../../../testing/restore-fixtures.js';
import { choicesOf, isPreviewOf, NEW_PLAN, planGap, planOf } from './restore-plan.js';

const someTables = { ...NEW_PLAN, strategy: 'tables', tables: ['public.orders'] } as const;

describe('a restore plan', () => {
  it('sends the tables and their placement only where tables are chosen', () => {
    expect(choicesOf({ ...NEW_PLAN, tables: ['public.orders'] })).toEqual({ strategy: 'swap' });
    expect(choicesOf(someTables)).toEqual({
      strategy: 'tables',
      tables: ['public.orders'],
      tablePlacement: 'replace',
    });
  });

  it('sends the acknowledgement and the place to read from where they were chosen', () => {
    expect(choicesOf({ ...NEW_PLAN, destinationId: 'd', isForeignAcknowledged: true })).toEqual({
      strategy: 'swap',
      destinationId: 'd',
      acknowledgeForeign: true,
    });
  });

  it.each([
    [null, NEW_PLAN, makeBackup()],
    ['tables', { ...someTables, tables: [] }, makeBackup()],
    ['acknowledgement', NEW_PLAN, makeBackup({ authenticity: 'foreign' })],
    ['acknowledgement', NEW_PLAN, makeBackup({ authenticity: 'unsigned' })],
    [null, { ...NEW_PLAN, isForeignAcknowledged: true }, makeBackup({ authenticity: 'unsigned' })],
  ])('misses %s', (gap, plan, backup) => {
    expect(planGap(plan, backup)).toBe(gap);
  });

  it('knows its own preview, whatever the order of the tables', () => {
    const preview = {
      ...makePreview(),
      strategy: 'tables' as const,
      tables: ['b', 'a'],
      tablePlacement: 'replace' as const,
    };
    expect(isPreviewOf(preview, { ...someTables, tables: ['a', 'b'] })).toBe(true);
    expect(isPreviewOf(preview, { ...someTables, tables: ['a'] })).toBe(false);
    expect(isPreviewOf(preview, { ...someTables, tables: ['a', 'b'], placement: 'beside' })).toBe(false);
    expect(isPreviewOf(preview, NEW_PLAN)).toBe(false);
    expect(isPreviewOf(preview, planOf(preview))).toBe(true);
  });
});
