import { withPart } from './history-filters.js';

describe('withPart', () => {
  it('puts a part in and keeps the others', () => {
    expect(withPart({ type: 'full' }, 'status', 'failed')).toEqual({ type: 'full', status: 'failed' });
  });

  it('leaves a part out when nothing is chosen any more', () => {
    expect(withPart({ type: 'full', status: 'failed' }, 'status', undefined)).toEqual({ type: 'full' });
  });
});
