import { qualifiedNameKey, splitQualifiedName } from '../../../domain/qualified-name.js';
import { firstStatement } from './first-statement.js';
import { besideTableName, keptSchemaName, keptTableName } from './table-names.js';

describe('names of a table-level restore', () => {
  it('fit into what PostgreSQL takes, and stay apart where long names begin alike', () => {
    const long = ['l'.repeat(63), `${'l'.repeat(62)}m`, '资'.repeat(21)].map((table) => `public."${table}"`);
    const names = [...long, 'public.a'].map(
      (name) => splitQualifiedName(besideTableName(name, 'r'))[1] ?? '',
    );
    expect(new Set(names).size).toBe(4);
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(63);
    expect(Buffer.byteLength(keptTableName(99_999, long[2] ?? ''))).toBeLessThanOrEqual(63);
    expect(keptSchemaName('shop', 'r')).toMatch(/^holdfast_before_[0-9a-f]{12}$/);
    expect(keptSchemaName('shop', 'r')).not.toBe(keptSchemaName('wiki', 'r'));
  });

  it('are the same however they are quoted', () => {
    expect(qualifiedNameKey('"public"."user"')).toBe(qualifiedNameKey('public.user'));
    expect(splitQualifiedName('"a.""b"."C d"')).toEqual(['a."b', 'C d']);
  });
});

describe('the first statement', () => {
  it.each([
    ['CREATE TABLE a (b text);\nALTER TABLE a CLUSTER;', 'CREATE TABLE a (b text)'],
    [
      `CREATE TABLE "a;" (b text DEFAULT ';''', "c;""" int);\n\n`,
      `CREATE TABLE "a;" (b text DEFAULT ';''', "c;""" int)`,
    ],
    ["CREATE TABLE a (b text DEFAULT E'\\\\;''');X", "CREATE TABLE a (b text DEFAULT E'\\\\;''')"],
    ['no end', 'no end'],
  ])('of %j ends before its semicolon', (sql, expected) => {
    expect(firstStatement(sql)).toBe(expected);
  });
});
