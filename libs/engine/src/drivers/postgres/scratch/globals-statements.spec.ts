import { readGlobals, splitStatements } from './globals-statements.js';

const GLOBALS = `--
-- PostgreSQL database cluster dump; it's not a statement
--
SET client_encoding = 'UTF8';
CREATE ROLE "semi;colon";
ALTER ROLE "semi;colon" WITH NOSUPERUSER INHERIT VALID UNTIL 'infinity';
COMMENT ON ROLE app IS 'it''s; -- no comment
\\! touch /tmp/owned';
\\! touch /tmp/owned
CREATE ROLE app;
ALTER ROLE app SET search_path TO 'a', E'b\\\\;c';
GRANT app TO "semi;colon" GRANTED BY postgres;
GRANT SET ON PARAMETER work_mem TO app;
CREATE TABLESPACE "fast ""disk""" OWNER app LOCATION '/srv/fast; disk';
GRANT CREATE ON TABLESPACE "fast ""disk""" TO app;
ALTER SYSTEM SET archive_command = 'rm';
COPY (SELECT 1) TO PROGRAM 'id';
`;

describe('what pg_dumpall wrote', () => {
  it('is split at semicolons that stand in no quotes', () => {
    expect(splitStatements(`a; "b;" ';' 'it''s' -- c;\n;d`)).toEqual(['a', `"b;" ';' 'it''s'`]);
  });

  it('gives the statements about roles and no others', () => {
    expect(readGlobals(GLOBALS).roles).toEqual([
      'CREATE ROLE "semi;colon"',
      `ALTER ROLE "semi;colon" WITH NOSUPERUSER INHERIT VALID UNTIL 'infinity'`,
      `COMMENT ON ROLE app IS 'it''s; -- no comment\n\\! touch /tmp/owned'`,
      `ALTER ROLE app SET search_path TO 'a', E'b\\\\;c'`,
      'GRANT app TO "semi;colon" GRANTED BY postgres',
    ]);
  });

  it('names tablespaces, whose places are of no use here', () => {
    expect(readGlobals(GLOBALS).tablespaces).toEqual(['fast "disk"']);
  });
});
