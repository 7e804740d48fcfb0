/** What one would do by hand with PostgreSQL's own programs. */

import { rm, stat } from 'node:fs/promises';

import type { Contender } from './contender.js';
import { runProgram } from './programs.js';
import {
  type Archive,
  archivePath,
  FRESH_DATABASE,
  runClient,
  type Scene,
  SOURCE_DATABASE,
} from './scene.js';
import { sizeOfTree } from './size-of-tree.js';

export function dumpToNowhere(scene: Scene): Contender {
  return {
    id: 'dump-floor',
    label: 'pg_dump -Fc -Z0 > /dev/null',
    run: async () => {
      await runClient(scene, 'pg_dump', SOURCE_DATABASE, ['-Fc', '-Z0']);
      return {};
    },
  };
}

export function dumpToFile(scene: Scene): Contender {
  const path = archivePath(scene, 'compressed');
  return {
    id: 'dump-compressed',
    label: 'pg_dump -Fc > file',
    run: async () => {
      await runClient(scene, 'pg_dump', SOURCE_DATABASE, ['-Fc'], path);
      return { storedBytes: (await stat(path)).size };
    },
  };
}

/** The fastest that pg_dump can do; it needs several connections, and a directory. */
export function dumpToDirectory(scene: Scene): Contender {
  const path = archivePath(scene, 'directory');
  const { jobs } = scene.options;
  return {
    id: 'dump-directory',
    label: `pg_dump -Fd -j${jobs}`,
    prepare: () => rm(path, { recursive: true, force: true }),
    run: async () => {
      await runClient(scene, 'pg_dump', SOURCE_DATABASE, ['-Fd', `-j${jobs}`, '-f', path]);
      return { storedBytes: await sizeOfTree(path) };
    },
  };
}

const FLAGS: Readonly<Record<Archive, string>> = {
  compressed: '-Fc file',
  uncompressed: '-Fc -Z0 file',
  directory: '-Fd directory',
};

export function restoreFrom(scene: Scene, archive: Archive): Contender {
  const { jobs } = scene.options;
  return {
    id: `restore-${archive}`,
    label: `pg_restore -j${jobs} of a pg_dump ${FLAGS[archive]}`,
    prepare: () => scene.server.recreate(FRESH_DATABASE),
    run: async () => {
      const args = [`-j${jobs}`, '--exit-on-error', '-d', FRESH_DATABASE, archivePath(scene, archive)];
      await runClient(scene, 'pg_restore', FRESH_DATABASE, args);
      return {};
    },
    cleanUp: () =>
      scene.server.query('postgres', [`DROP DATABASE IF EXISTS ${FRESH_DATABASE}`]).then(() => undefined),
  };
}

/** Reads the table of contents only: what many scripts call a check. */
export function listArchive(scene: Scene): Contender {
  return {
    id: 'list',
    label: 'pg_restore -l (contents only)',
    run: async () => {
      await runClient(scene, 'pg_restore', SOURCE_DATABASE, ['-l', archivePath(scene, 'compressed')]);
      return {};
    },
  };
}

export function hashArchive(scene: Scene): Contender {
  return {
    id: 'hash',
    label: 'sha256sum (stored bytes only)',
    run: async () => {
      const args = [archivePath(scene, 'compressed')];
      await runProgram({ program: 'sha256sum', args, env: {}, signal: scene.signal });
      return {};
    },
  };
}

/** Decompresses and parses everything, and compares it with nothing. */
export function readArchive(scene: Scene): Contender {
  return {
    id: 'read',
    label: 'pg_restore -f /dev/null (everything, compared with nothing)',
    run: async () => {
      await runClient(scene, 'pg_restore', SOURCE_DATABASE, [
        '-f',
        '/dev/null',
        archivePath(scene, 'compressed'),
      ]);
      return {};
    },
  };
}
