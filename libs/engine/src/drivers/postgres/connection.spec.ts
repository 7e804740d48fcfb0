import type { ComponentSource } from '../../domain/application.js';
import { Secret } from '../../domain/secret.js';
import { formatAddress, parseConnection, withDatabase } from './connection.js';

function source(url: string): ComponentSource {
  return { name: 'main', kind: 'postgres', connection: new Secret(url) };
}

function parsed(url: string) {
  const { password, ...rest } = parseConnection(source(url));
  return { ...rest, password: password?.reveal() ?? null };
}

describe('a connection address', () => {
  it.each([
    ['postgresql://u:p@h:5433/d', { host: 'h', port: 5433, user: 'u', password: 'p', database: 'd' }],
    ['postgres://u@h/d', { host: 'h', port: 5432, user: 'u', password: null, database: 'd' }],
    ['postgres://u:p@[::1]:6000/d', { host: '::1', port: 6000 }],
    ['postgres://%61%40b:p%3A%2F%25@h/a%2Fb%20c', { user: 'a@b', password: 'p:/%', database: 'a/b c' }],
    ['postgres://u:p@ss#w@h/d', { host: 'h', password: 'p@ss#w', database: 'd' }],
    ['postgres://u:p:q@h/d', { password: 'p:q' }],
    ['postgresql://u:p@/d?host=/run/postgresql&port=5555', { host: '/run/postgresql', port: 5555 }],
    ['postgresql://u@%2Ftmp%2Fpg/d', { host: '/tmp/pg' }],
    [
      'postgresql:///?host=h&user=u&password=p&dbname=d',
      { host: 'h', user: 'u', password: 'p', database: 'd' },
    ],
    [
      'postgres://u@h/d?sslmode=verify-full&sslrootcert=%2Fca.pem',
      { parameters: { sslmode: 'verify-full', sslrootcert: '/ca.pem' } },
    ],
  ])('%s is understood', (url, expected) => {
    expect(parsed(url)).toMatchObject(expected);
  });

  it.each([
    ['mysql://u:canary@h/d', 'does not look like'],
    ['postgres://u:canary@/d', 'names no host'],
    ['postgres://:canary@h/d', 'names no user'],
    ['postgres://u:canary@h', 'names no database'],
    ['postgres://u:canary@h:70000/d', 'port that is not between'],
    ['postgres://u:canary@h:0/d', 'port that is not between'],
    ['postgres://u:canary@h:x/d', 'host or port that cannot be read'],
    ['postgres://u:canary@h1,h2/d', 'several hosts'],
    ['postgres://u:canary%zz@h/d', 'has a %'],
    ['postgres://u:canary%0Ax@h/d', 'line break'],
    ['postgres://u:canary@h/d%00', 'zero byte'],
  ])('%s is refused without telling the password', (url, problem) => {
    expect(() => parseConnection(source(url))).toThrow(problem);
    try {
      parseConnection(source(url));
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain('canary');
    }
  });

  it.each([
    ['postgresql://u:secret@h/d', 'postgresql://u@h:5432/d'],
    ['postgresql://u:secret@[fe80::1]:1/数据', 'postgresql://u@[fe80::1]:1/数据'],
    ['postgresql://u:secret@/d?host=/tmp', 'postgresql://u@:5432/d?host=%2Ftmp'],
  ])('%s is shown as %s', (url, shown) => {
    expect(formatAddress(parseConnection(source(url)))).toBe(shown);
  });

  it.each(['a=b host=evil', 'q?x#y/z@:%41', 'new\nline', '资料'])('can name database %j instead', (name) => {
    const url = 'postgresql://u%40:p%2F@/d?host=/tmp/x%20y&sslmode=require&options=-c%20a%3Db';
    expect(parsed(withDatabase(source(url), name).connection.reveal())).toEqual({
      ...parsed(url),
      database: name,
    });
  });
});
