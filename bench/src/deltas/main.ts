/**
 * `node bench/dist/deltas/main.js [size] [pattern …]`: what a differential backup stores and takes, against a full
 * one, for each way in which a database may have changed; and a week of incremental ones.
 */
import {
  type BackUpResult,
  collectGarbageLessOften,
  createEngine,
  type Engine,
  Secret,
  systemClock,
} from '@holdfast/engine';
import { join } from 'node:path';

import { benchLogger } from '../bench-logger.js';
import { datasetStatements } from '../dataset.js';
import { MemorySampler } from '../memory-sampler.js';
import { BenchServer } from '../server.js';
import { makeWorkDirectory } from '../work-directory.js';
import { type Pattern, PATTERNS } from './patterns.js';

const BASE = 'shop_base';
const CHANGED = 'shop_changed';
const MEGABYTE = 1e6;

interface Timed {
  result: BackUpResult;
  seconds: number;
  nodeMb: number;
  programsMb: number;
}

collectGarbageLessOften();
const [sizeText = '2.6', ...wanted] = process.argv.slice(2);
const sizeBytes = Number(sizeText) * 1024 ** 3;
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const directory = await makeWorkDirectory(sizeBytes);
const server = await BenchServer.start(stop.signal);
try {
  await server.query('postgres', [`CREATE DATABASE ${BASE} TEMPLATE template0`]);
  await server.query(BASE, datasetStatements(sizeBytes));
  const engine = await openEngine();
  await timed(engine, BASE, 'warm-up', null);
  const full = await timed(engine, BASE, 'base', null);
  const raw = full.result.manifest.components[0]?.raw.sizeBytes ?? 0;
  say(`raw ${mb(raw)} MB, full ${mb(full.result.sizeBytes)} MB stored`);
  say(`full: ${described(full, full)}`);
  for (const pattern of PATTERNS) {
    if (wanted.length > 0 && !wanted.some((part) => pattern.name.includes(part))) continue;
    await compare(engine, pattern, full);
  }
  if (wanted.length === 0 || wanted.includes('week')) await week(engine, full);
} finally {
  await server.stop();
  await directory.remove();
}

async function compare(engine: Engine, { name, statements }: Pattern, full: Timed): Promise<void> {
  await server.query('postgres', [
    `DROP DATABASE IF EXISTS ${CHANGED}`,
    `CREATE DATABASE ${CHANGED} TEMPLATE ${BASE}`,
  ]);
  await server.query(CHANGED, statements);
  await server.settle();
  const whole = await timed(engine, CHANGED, 'whole', null);
  const difference = await timed(engine, CHANGED, 'difference', full.result);
  await engine.deletePackage(whole.result.manifest);
  await engine.deletePackage(difference.result.manifest);
  say(`${name}: ${described(difference, whole)}`);
}

async function week(engine: Engine, full: Timed): Promise<void> {
  await server.query('postgres', [
    `DROP DATABASE IF EXISTS ${CHANGED}`,
    `CREATE DATABASE ${CHANGED} TEMPLATE ${BASE}`,
  ]);
  let parent = full.result;
  let storedBytes = parent.sizeBytes;
  for (let day = 1; day <= 6; day += 1) {
    await server.query(CHANGED, dayOf(day));
    await server.settle();
    const next = await timed(engine, CHANGED, `day-${day}`, parent, 'incremental');
    say(`day ${day}: ${described(next, full)}`);
    storedBytes += next.result.sizeBytes;
    parent = next.result;
  }
  say(`a week: ${((100 * storedBytes) / full.result.sizeBytes).toFixed(1)} % of a full`);
}

/** Other rows each day, and other ids for the added ones. */
function dayOf(day: number): string[] {
  const random = PATTERNS.find(({ name }) => name.includes('updated at random, 1 % added'));
  return (random?.statements ?? []).map((statement) =>
    statement
      .replace(
        /extended\(id, (\d+)\)/g,
        (_, purpose: string) => `extended(id, ${Number(purpose) + 100 * day})`,
      )
      .replace('id + 1000000000', `id + ${1_000_000_000 * 2 ** day}`),
  );
}

async function timed(
  engine: Engine,
  database: string,
  name: string,
  parent: BackUpResult | null,
  type: 'differential' | 'incremental' = 'differential',
): Promise<Timed> {
  const sampler = new MemorySampler();
  const startedMs = performance.now();
  const result = await engine.backUp({
    backupId: `backup_shop_bench_${name}`,
    application: {
      appId: 'shop',
      name: 'Shop',
      workspaceId: 'bench',
      components: [{ name: 'shop', kind: 'postgres', connection: new Secret(server.url(database)) }],
    },
    type: parent === null ? 'full' : type,
    parent: parent === null ? null : parent.manifest,
    trigger: 'manual',
    description: null,
    createdAt: new Date(),
    compressionLevel: 3,
    isEncrypted: true,
    previous: null,
    onProgress: () => undefined,
    signal: stop.signal,
  });
  const seconds = (performance.now() - startedMs) / 1000;
  const peaks = sampler.stop();
  if (name === 'warm-up') await engine.deletePackage(result.manifest);
  for (const { message } of result.notes) say(message);
  return { result, seconds, nodeMb: peaks.nodeBytes / MEGABYTE, programsMb: peaks.programsBytes / MEGABYTE };
}

function described(of: Timed, full: Timed): string {
  const part = (100 * of.result.sizeBytes) / full.result.sizeBytes;
  const occupied = (of.result.sourceOccupiedMs / 1000).toFixed(1);
  const whole = (full.result.sourceOccupiedMs / 1000).toFixed(1);
  return (
    `${mb(of.result.sizeBytes)} of ${mb(full.result.sizeBytes)} MB stored (${part.toFixed(2)} %), ` +
    `${of.seconds.toFixed(1)} of ${full.seconds.toFixed(1)} s (×${(of.seconds / full.seconds).toFixed(2)}), ` +
    `source ${occupied} of ${whole} s, node ${of.nodeMb.toFixed(0)} MB, programs ${of.programsMb.toFixed(0)} MB`
  );
}

function mb(bytes: number): string {
  return (bytes / MEGABYTE).toFixed(1);
}

async function openEngine(): Promise<Engine> {
  const engine = createEngine({
    storagePath: join(directory.path, 'storage'),
    workPath: join(directory.path, 'work'),
    keyringPath: join(directory.path, 'keyring'),
    encryptionKey: null,
    encryptionKeyId: null,
    pgBinDir: server.binDirectory,
    scratchServer: null,
    programPath: process.env['PATH'] ?? '/usr/bin:/bin',
    holdfastVersion: 'bench',
    clock: systemClock,
    logger: benchLogger,
  });
  await engine.prepare();
  return engine;
}
