import { dumpOptions, loadOptions } from './session-options.js';

describe('the settings of our sessions', () => {
  it('leave out for plain roles what only superusers may set', () => {
    const plain = dumpOptions({ isSuperuser: false, encoding: 'UTF8' });
    expect(plain).not.toMatch(/session_replication_role|session_preload_libraries|lc_messages/);
    expect(dumpOptions({ isSuperuser: true, encoding: 'UTF8' })).toContain('-c session_preload_libraries= ');
  });

  it('dump in the database’s own encoding', () => {
    expect(dumpOptions({ isSuperuser: false, encoding: 'LATIN1' })).toContain('-c client_encoding=LATIN1');
  });

  it.each([
    [1, '512MB'],
    [4, '256MB'],
    [64, '64MB'],
  ])('share the memory for indexes among %i jobs', (jobs, memory) => {
    expect(loadOptions({ isSuperuser: false, encoding: 'UTF8' }, jobs)).toContain(
      `-c maintenance_work_mem=${memory}`,
    );
  });
});
