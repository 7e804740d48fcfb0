/** The native programs that Holdfast needs, by purpose, and the packages that bring them. */
import { findPostgres, findProgram } from './find-program.mjs';

const CLIENT = ['psql', 'pg_dump', 'pg_restore'];
const SERVER = ['initdb', 'postgres'];

function program(purpose, name, packages, find = () => findProgram(name)) {
  return { purpose, name, packages, find };
}

function everywhere(name) {
  return { apt: name, dnf: name, apk: name, brew: name };
}

/** `run`: for every console; `embedded`: to bring its own PostgreSQL; `test`: for the test suites. */
const PROGRAMS = [
  program(
    'run',
    CLIENT.join(', '),
    { apt: 'postgresql-client', dnf: 'postgresql', apk: 'postgresql-client', brew: 'postgresql@17' },
    () => findPostgres(CLIENT),
  ),
  program('run', 'zstd', everywhere('zstd')),
  program('run', 'age', everywhere('age')),
  program(
    'embedded',
    SERVER.join(', '),
    { apt: 'postgresql', dnf: 'postgresql-server', apk: 'postgresql', brew: 'postgresql@17' },
    () => findPostgres(SERVER),
  ),
  program('test', 'tar', { ...everywhere('tar'), brew: 'gnu-tar' }),
  program('test', 'chromium', { ...everywhere('chromium'), brew: '--cask chromium' }, () =>
    findProgram('chromium', 'chromium-browser', 'google-chrome'),
  ),
];

/** Fault injection works on Linux only. */
const LINUX_PROGRAMS = [
  program('test', 'strace', { apt: 'strace', dnf: 'strace', apk: 'strace' }),
  program('test', 'faketime', { apt: 'faketime', dnf: 'libfaketime', apk: 'libfaketime' }),
  program('test', 'setpriv', { apt: 'util-linux', dnf: 'util-linux', apk: 'setpriv' }),
];

/** What is missing for `purposes`, as `{ name, packages }`. */
export function missingPrograms(purposes) {
  const all = process.platform === 'linux' ? [...PROGRAMS, ...LINUX_PROGRAMS] : PROGRAMS;
  return all.filter((entry) => purposes.includes(entry.purpose) && entry.find() === null);
}
