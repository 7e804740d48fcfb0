import { settingValue } from './sql-values.js';

describe('the value of a setting as SQL', () => {
  it.each([
    ['work_mem', '64MB', "'64MB'"],
    ['datestyle', 'SQL, DMY', "'SQL, DMY'"],
    ['my.text', "it's \\ so", " E'it''s \\\\ so'"],
    ['search_path', '"$user", public', "'$user', 'public'"],
    ['search_path', '"a, ""b""", c', `'a, "b"', 'c'`],
    ['search_path', '', "''"],
    ['search_path', '""', "''"],
    ['SEARCH_PATH', 'one', "'one'"],
  ])('%s = %s becomes %s', (name, value, sql) => {
    expect(settingValue(name, value)).toBe(sql);
  });
});
