import { readPlace, writePlace } from './history-address.js';

describe('the place in the history', () => {
  it('survives the address', () => {
    const place = {
      filter: { from: '2026-11-01T00:00:00.000Z', status: 'failed' as const, type: 'full' as const },
      page: 3,
    };
    expect(readPlace(writePlace(new URLSearchParams(), place))).toEqual(place);
  });

  it('leaves everything else in the address alone', () => {
    const before = new URLSearchParams({ backup: 'a', status: 'failed', page: '2' });
    expect(writePlace(before, { filter: {}, page: 1 }).toString()).toBe('backup=a');
  });

  it.each(['status=lost', 'type=half', 'from=yesterday', 'page=-1', 'page=x'])('ignores %s', (query) => {
    expect(readPlace(new URLSearchParams(query))).toEqual({ filter: {}, page: 1 });
  });
});
