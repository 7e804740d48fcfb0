/** Finds native programs, PostgreSQL's in the places where distributions hide them. Built-in modules only. */
import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/** Directories that hold one `bin` (or similar) per major version of PostgreSQL. */
const POSTGRES_HOMES = [
  ['/usr/lib/postgresql', /^(\d+)$/, 'bin'], // Debian, Ubuntu, openSUSE
  ['/usr', /^pgsql-(\d+)$/, 'bin'], // PGDG on Fedora, RHEL
  ['/usr/libexec', /^postgresql(\d+)$/, ''], // Alpine
  ['/opt/homebrew/opt', /^postgresql@(\d+)$/, 'bin'], // macOS, Apple silicon
  ['/usr/local/opt', /^postgresql@(\d+)$/, 'bin'], // macOS, Intel
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function list(directory) {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

/** The first of `names` on the PATH, as an absolute path, or null. */
export function findProgram(...names) {
  for (const name of names) {
    for (const directory of (process.env.PATH ?? '').split(delimiter)) {
      const path = join(directory, name);
      if (directory !== '' && isExecutable(path)) return path;
    }
  }
  return null;
}

function installedMajors() {
  return POSTGRES_HOMES.flatMap(([home, pattern, inside]) =>
    list(home).flatMap((name) => {
      const major = pattern.exec(name)?.[1];
      return major === undefined ? [] : [{ major: Number(major), directory: join(home, name, inside) }];
    }),
  ).sort((a, b) => b.major - a.major);
}

/**
 * The directory that holds all of `programs`: PG_BIN_DIR, else the newest major installed
 * (`major`: exactly this one), else the PATH; null where there is none.
 */
export function findPostgres(programs, { major } = {}) {
  const wanted = installedMajors().filter((found) => major === undefined || found.major === major);
  const onPath = findProgram(programs[0]);
  const candidates = [
    ...(process.env.PG_BIN_DIR ? [process.env.PG_BIN_DIR] : []),
    ...wanted.map((found) => found.directory),
    ...(onPath === null ? [] : [dirname(onPath)]),
  ];
  const hasAll = (directory) => programs.every((program) => isExecutable(join(directory, program)));
  return candidates.find(hasAll) ?? null;
}
