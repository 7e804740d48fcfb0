import { makeDrill, makeFinishedRestore, makeRestore } from '../../../testing/restore-fixtures.js';
import { shownPhases, stepState } from './phase-steps.js';

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

describe('shownPhases', () => {
  it('leaves out what the mode does not go through', () => {
    expect(shownPhases(makeRestore())).not.toContain('starting-server');
    expect(shownPhases(makeRestore({ strategy: 'tables' }))).not.toContain('swapping');
    expect(shownPhases(makeDrill())).toEqual([
      'verifying',
      'starting-server',
      'loading',
      'comparing',
      'asserting',
    ]);
  });

  it('shows an unusual phase when it comes', () => {
    expect(shownPhases(makeRestore({ phase: 'drilling' }))[0]).toBe('drilling');
  });
});
