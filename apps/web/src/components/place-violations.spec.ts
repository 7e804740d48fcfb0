import { pathOf } from './place-violations.js';

describe('pathOf', () => {
  it.each([
    ['backup.cron', 'backup', ['cron']],
    ['drill.assertions.0.sql', 'drill', ['assertions', 0, 'sql']],
    ['drill.assertions[12].name', 'drill', ['assertions', 12, 'name']],
    ['s3.bucket', '', ['s3', 'bucket']],
    ['name', '', ['name']],
  ])('reads %s', (field, group, path) => {
    expect(pathOf(field, group)).toEqual(path);
  });
});
