import { replacementNames } from './replacement-names.js';
import { stateOf } from './state.js';

const plan = replacementNames('main', 'app', 'r');

describe('where a replacement stands', () => {
  it.each([
    ['untouched', [plan.liveName]],
    ['untouched', []],
    ['beside', [plan.liveName, plan.besideName]],
    ['beside', [plan.besideName]],
    ['swapped', [plan.liveName, plan.keptName]],
    ['undone', [plan.liveName, plan.undoneName]],
  ])('is %s where there are %j', (state, names) => {
    expect(stateOf(plan, new Set(names))).toBe(state);
  });
});
