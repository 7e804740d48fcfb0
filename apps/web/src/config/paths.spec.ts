import { paths, safeNext } from './paths.js';

describe('safeNext', () => {
  it('leads back to a page of the app', () => {
    expect(safeNext('/restore?backup=a')).toBe('/restore?backup=a');
  });

  it.each([null, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'does not follow %p out of the app',
    (next) => {
      expect(safeNext(next)).toBe(paths.backup);
    },
  );
});

it('puts ids into addresses safely', () => {
  expect(paths.restoreFrom('a&b=c')).toBe('/restore?backup=a%26b%3Dc');
});
