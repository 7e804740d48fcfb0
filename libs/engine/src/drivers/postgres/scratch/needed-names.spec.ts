import type { TocEntry } from '../archive/archive-index.js';
import type { DatabaseProperties } from '../../../domain/manifest.js';
import { neededRoles, neededTablespaces } from './needed-names.js';

function entry(desc: string, defn: string, more: Partial<TocEntry> = {}): TocEntry {
  return { desc, defn, owner: '', tablespace: null, ...more } as TocEntry;
}

const DATABASE = {
  owner: 'the owner',
  acl: [{ grantor: 'granter', grantee: null, privilege: 'CONNECT', isGrantable: false }],
  settings: [{ role: 'setter', name: 'work_mem', value: '1MB' }],
  tablespace: 'pg_default',
} as unknown as DatabaseProperties;

describe('the roles that a backup speaks of', () => {
  it.each([
    ['ACL', 'GRANT SELECT ON TABLE public."a TO b" TO reader WITH GRANT OPTION;', ['reader']],
    ['ACL', 'REVOKE ALL ON TABLE t FROM PUBLIC;\nGRANT ALL ON TABLE t TO "Rôle ""zwei""";', ['Rôle "zwei"']],
    [
      'ACL',
      'SET SESSION AUTHORIZATION bob;\nGRANT SELECT(a) ON TABLE t TO amy;\nRESET SESSION AUTHORIZATION;',
      ['bob', 'amy'],
    ],
    [
      'DEFAULT ACL',
      'ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA s GRANT SELECT ON TABLES TO ro;',
      ['app', 'ro'],
    ],
    [
      'POLICY',
      'CREATE POLICY p ON t FOR SELECT TO amy, "bo, b" USING ((x <> ALL (SELECT y FROM secrets)));',
      ['amy', 'bo, b'],
    ],
    ['USER MAPPING', 'CREATE USER MAPPING FOR amy SERVER far OPTIONS ("user" \'x\');', ['amy']],
    ['VIEW', 'CREATE VIEW v AS SELECT 1 FROM t;', []],
  ])('are found in %s: %s', (desc, defn, expected) => {
    const found = neededRoles([entry(desc, defn)], { ...DATABASE, owner: '', acl: null, settings: [] });
    for (const role of expected) expect(found).toContain(role);
    expect(found).not.toContain('secrets');
    expect(found).not.toContain('PUBLIC');
  });

  it('are owners, and whom the database itself names; predefined ones are there already', () => {
    const entries = [
      entry('TABLE', '', { owner: 'app' }),
      entry('TABLE', '', { owner: 'pg_database_owner' }),
    ];
    expect(neededRoles(entries, DATABASE)).toEqual(new Set(['app', 'the owner', 'granter', 'setter']));
  });
});

describe('the tablespaces that a backup speaks of', () => {
  it('are those of its tables and of the database, without the predefined ones', () => {
    const entries = [entry('TABLE', '', { tablespace: 'fast' }), entry('TABLE', '')];
    expect(neededTablespaces(entries, DATABASE)).toEqual(new Set(['fast']));
  });
});
