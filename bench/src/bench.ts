/** The whole benchmark: server, data, rounds, report. */

import { writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';

import type { Contender } from './contender.js';
import { datasetStatements, dayStatements } from './dataset.js';
import {
  holdfastBackup,
  holdfastDifferential,
  holdfastDrill,
  holdfastRestore,
  holdfastVerify,
} from './holdfast-contenders.js';
import { HoldfastSubject } from './holdfast-subject.js';
import {
  dumpToDirectory,
  dumpToFile,
  dumpToNowhere,
  hashArchive,
  listArchive,
  readArchive,
  restoreFrom,
} from './native-contenders.js';
import type { BenchOptions } from './options.js';
import { busyWarning, megabytes, ratiosTable, timesTable } from './report.js';
import { ratiosOf } from './ratios.js';
import { ResticRepository } from './restic-contender.js';
import { runRounds } from './rounds.js';
import { archivePath, runClient, type Scene, SOURCE_DATABASE } from './scene.js';
import { BenchServer } from './server.js';
import { makeWorkDirectory } from './work-directory.js';

export interface BenchRun {
  options: BenchOptions;
  signal: AbortSignal;
  /** What is going on. */
  say: (line: string) => void;
  /** The result. */
  print: (text: string) => void;
}

/** Leaves nothing behind, however it ends; with `--keep` the archives and packages. */
export async function runBench(run: BenchRun): Promise<void> {
  const { options, signal, say } = run;
  const directory = await makeWorkDirectory(options.sizeBytes);
  try {
    say('Starting a throw-away PostgreSQL server');
    const server = await BenchServer.start(signal);
    try {
      await compare({ server, options, workPath: directory.path, signal }, run);
    } finally {
      await server.stop();
    }
  } finally {
    if (options.isKeeping) say(`Kept: ${directory.path}`);
    else await directory.remove();
  }
}

async function compare(scene: Scene, { say, print }: BenchRun): Promise<void> {
  const { options, server } = scene;
  await makeData(scene, say);
  const holdfast = await HoldfastSubject.open(scene);
  const restic = await warmUp(scene, holdfast, say);
  const groups = contenderGroups(scene, holdfast, restic);
  const results = await runRounds({ groups, scene, say });
  const databaseBytes = await server.sizeBytes(SOURCE_DATABASE);
  const rawBytes = holdfast.newest.manifest.components.reduce((sum, { raw }) => sum + raw.sizeBytes, 0);
  const machine = await describeMachine(scene);
  print(
    `\nDatabase ${megabytes(databaseBytes)} MB, raw dump ${megabytes(rawBytes)} MB; ${machine}; zstd -${options.compressionLevel}\n`,
  );
  print(`${timesTable({ rawBytes, contenders: groups.flat(), results })}\n`);
  print(`${ratiosTable(results)}\n`);
  const warning = busyWarning(results, availableParallelism());
  if (warning !== null) print(`${warning}\n`);
  if (options.jsonPath === null) return;
  const record = { databaseBytes, rawBytes, machine, options, ratios: ratiosOf(results), results };
  await writeFile(options.jsonPath, `${JSON.stringify(record, null, 2)}\n`);
}

async function makeData({ server, options }: Scene, say: (line: string) => void): Promise<void> {
  say(`Making a database of about ${megabytes(options.sizeBytes)} MB`);
  await server.query('postgres', [`CREATE DATABASE ${SOURCE_DATABASE} TEMPLATE template0`]);
  await server.query(SOURCE_DATABASE, datasetStatements(options.sizeBytes));
}

/**
 * Brings the source into the page cache and our code up to speed, and makes what no contender makes: the
 * archive and the full backup of the day before, and the day's changes.
 */
async function warmUp(
  scene: Scene,
  holdfast: HoldfastSubject,
  say: (line: string) => void,
): Promise<ResticRepository | null> {
  say('Warming up');
  await dumpUncompressed(scene);
  const restic = await ResticRepository.open(scene);
  await holdfast.backUpBase();
  say('Changing one row in a hundred and adding one in a hundred');
  await scene.server.query(SOURCE_DATABASE, dayStatements(scene.options.sizeBytes));
  await dumpUncompressed(scene);
  await holdfast.backUp();
  return restic;
}

function dumpUncompressed(scene: Scene): Promise<void> {
  const path = archivePath(scene, 'uncompressed');
  return runClient(scene, 'pg_dump', SOURCE_DATABASE, ['-Fc', '-Z0', '-f', path]);
}

function contenderGroups(
  scene: Scene,
  holdfast: HoldfastSubject,
  restic: ResticRepository | null,
): Contender[][] {
  return [
    [
      dumpToNowhere(scene),
      holdfastBackup(holdfast),
      dumpToFile(scene),
      dumpToDirectory(scene),
      holdfastDifferential(holdfast),
    ],
    restic === null ? [] : [restic.contender()],
    [listArchive(scene), hashArchive(scene), holdfastVerify(holdfast), readArchive(scene)],
    [
      restoreFrom(scene, 'compressed'),
      holdfastRestore(holdfast, scene),
      restoreFrom(scene, 'uncompressed'),
      restoreFrom(scene, 'directory'),
      holdfastDrill(holdfast),
    ],
  ];
}

async function describeMachine({ server }: Scene): Promise<string> {
  const version = String(await server.query('postgres', ['SHOW server_version'])).split(' ')[0] ?? '';
  const loads = loadavg()
    .map((load) => load.toFixed(1))
    .join(' ');
  return `${availableParallelism()} cores, load ${loads}, PostgreSQL ${version}, Node.js ${process.versions.node}`;
}
