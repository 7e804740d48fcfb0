import { recoveryKitText } from './recovery-kit-text.js';
import type { RecoveryKit } from './recovery-kit.js';

const KEY = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
const KIT: RecoveryKit = {
  madeAt: '2026-03-10T12:00:00.000Z',
  storage: "/srv/o'hara/backups",
  places: ['Offsite: s3://offsite/nightly'],
  identities: [KEY],
  signingPublicKeys: ['-----BEGIN PUBLIC KEY-----\nabc\n-----END PUBLIC KEY-----\n'],
  examplePath: null,
};

function linesOf(kit: Partial<RecoveryKit>): string[] {
  return recoveryKitText({ ...KIT, ...kit }).split('\n');
}

describe('the recovery kit as text', () => {
  it('has the keys on lines of their own, and nothing else that is no comment', () => {
    const lines = linesOf({ places: ['a name\nof two lines', `${KEY}X`] });
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual([KEY]);
  });

  it('names every place', () => {
    expect(linesOf({})).toEqual(
      expect.arrayContaining(["# /srv/o'hara/backups", '# Offsite: s3://offsite/nightly']),
    );
  });

  it('quotes paths for the shell', () => {
    const quoted = String.raw`'/srv/o'\''hara/backups`;
    expect(linesOf({})).toContain(`# PACKAGE=${quoted}/<appId>/<backupId>'`);
    expect(linesOf({ examplePath: '/srv/one' })).toContain(`# PACKAGE='/srv/one'`);
  });

  it('says so where nothing is encrypted', () => {
    expect(linesOf({ identities: [] })).toContain('# none: the backups are not encrypted');
  });
});
