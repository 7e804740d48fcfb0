import { isReplacementOf, replacementNames } from './replacement-names.js';

function allNames(liveName: string, restoreId: string): string[] {
  const { besideName, keptName, undoneName } = replacementNames('main', liveName, restoreId);
  return [besideName, keptName, undoneName];
}

describe('the names of a replacement', () => {
  it('say what they are', () => {
    expect(replacementNames('main', 'app', 'r1')).toEqual({
      componentName: 'main',
      liveName: 'app',
      besideName: expect.stringMatching(/^app__restoring_[0-9a-f]{12}$/) as unknown,
      keptName: expect.stringMatching(/^app__before_[0-9a-f]{12}$/) as unknown,
      undoneName: expect.stringMatching(/^app__undone_[0-9a-f]{12}$/) as unknown,
    });
  });

  it.each(['n'.repeat(63), '资'.repeat(21), `${'a'.repeat(38)}😀tail`])(
    'of %s fit into 63 bytes and break no character',
    (liveName) => {
      for (const name of allNames(liveName, 'r')) {
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
        expect(Buffer.from(name).toString()).toBe(name);
        expect(isReplacementOf(liveName, name)).toBe(true);
      }
    },
  );

  it('differ between restores, and between databases with the same beginning', () => {
    const long = 'n'.repeat(60);
    const names = [allNames(`${long}a`, '1'), allNames(`${long}b`, '1'), allNames(`${long}a`, '2')].flat();
    expect(new Set(names).size).toBe(9);
  });

  it.each([
    ['app', 'app'],
    ['app', 'app__before_x'],
    ['app', 'app__before_000000000000'],
    ['app', 'application'],
    ['other', replacementNames('main', 'app', 'r').keptName],
    [replacementNames('main', 'app', 'r').keptName, replacementNames('main', 'app', 'r').keptName],
  ])('of %s are not mixed up with %s', (liveName, name) => {
    expect(isReplacementOf(liveName, name)).toBe(false);
  });
});
