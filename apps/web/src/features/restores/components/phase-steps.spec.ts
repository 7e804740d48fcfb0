import { makeFinishedRestore, makeRestore } from '../../../testing/restore-fixtures.js';
import { stepState } from './phase-steps.js';

describe('stepState', () => {
  it('is done before the running phase, and waiting after it', () => {
    const restore = makeRestore({ phase: 'loading' });
    expect(stepState(restore, 'safety-snapshot')).toBe('finish');
    expect(stepState(restore, 'loading')).toBe('process');
    expect(stepState(restore, 'comparing')).toBe('wait');
  });

  it('marks the phase in which a restore failed', () => {
    expect(stepState(makeRestore({ status: 'failed', phase: 'comparing' }), 'comparing')).toBe('error');
  });

  it('is done everywhere after success', () => {
    expect(stepState(makeFinishedRestore(), 'swapping')).toBe('finish');
  });
});
