import { describe, expect, it } from '@jest/globals';

import { Redactor } from './redactor.js';

describe('The redactor', () => {
  const redactor = new Redactor(['p@ss w:rd', 'p%40ss']);

  it.each([
    ['password authentication failed for p@ss w:rd', 'password authentication failed for [secret]'],
    ['postgresql://app:other@db:5432/shop refused', 'postgresql://app:[secret]@db:5432/shop refused'],
    ['smtp://me:x/y@mail', 'smtp://me:[secret]@mail'],
    ['key AGE-SECRET-KEY-1QQPQ found', 'key [secret] found'],
    ['postgresql://app@db/shop', 'postgresql://app@db/shop'],
  ])('clears %s', (text, clear) => {
    expect(redactor.text(text)).toBe(clear);
  });

  it('reaches into errors, their causes, arrays and objects', () => {
    const error = new Error('outer p%40ss', { cause: new Error('inner p@ss w:rd') });
    const text = JSON.stringify(redactor.deep({ list: [error], nested: { url: 'x://a:b1@c' } }));
    expect(text).toContain('outer [secret]');
    expect(text).toContain('inner [secret]');
    expect(text).toContain('x://a:[secret]@c');
    expect(text).not.toMatch(/p@ss|p%40ss|b1/);
  });

  it('leaves numbers, booleans and null as they are', () => {
    expect(redactor.deep({ a: 1, b: true, c: null, d: undefined })).toEqual({
      a: 1,
      b: true,
      c: null,
      d: undefined,
    });
  });
});
