/** Composition root: adapters → use cases. */

import { availableParallelism } from 'node:os';

import { openDestination } from './destinations/open-destination.js';
import type { DestinationSpec } from './domain/destination-spec.js';
import { Secret } from './domain/secret.js';
import { findClientTools } from './drivers/postgres/client-tools/find-client-tools.js';
import { createPostgresDriver } from './drivers/postgres/create-postgres-driver.js';
import type { Engine, ToolReport } from './engine.js';
import { asHoldfastError, HoldfastError } from './errors/holdfast-error.js';
import type { Clock } from './ports/clock.js';
import type { Codec } from './ports/codec.js';
import type { Logger } from './ports/logger.js';
import { NodeProcessRunner } from './processes/node-process-runner.js';
import { addIdentity, openKeyring, readIdentities, type OpenKeyringOptions } from './tools/age-keyring.js';
import { NativeCodec } from './tools/native-codec.js';
import { requireProgram, versionOf } from './tools/program-finder.js';
import { UseCaseEngine } from './use-cases/use-case-engine.js';

export interface EngineOptions {
  /** Directory of the local destination; created if missing. */
  storagePath: string;
  /** How much of the stored stream is written at once, in bytes; up to twice that is held in memory. */
  streamChunkBytes?: number;
  /** Private directory for pass files and spools; created 0700. */
  workPath: string;
  /** File of age identities; made at the first start where nothing was ever encrypted. */
  keyringPath: string;
  /** An identity (`AGE-SECRET-KEY-1…`) to add to the keyring; null: none given. */
  encryptionKey: string | null;
  /** Public key of the identity for new packages; null: the newest one. */
  encryptionKeyId: string | null;
  /** Directory of PostgreSQL's client programs to prefer; null: search. */
  pgBinDir: string | null;
  /** A server on which drills make their scratch databases; null: a throw-away one is started for each. */
  scratchServer: Secret | null;
  /** Where packages are kept instead of `storagePath`. */
  storage?: DestinationSpec;
  /** `:`-separated directories in which programs are looked for, as in PATH. */
  programPath: string;
  holdfastVersion: string;
  clock: Clock;
  logger: Logger;
}

/** Native programs that packages need, and what to install for them. */
const CODEC_PROGRAMS = [
  { name: 'zstd', packageName: 'zstd' },
  { name: 'age', packageName: 'age' },
  { name: 'age-keygen', packageName: 'age' },
] as const;

export function createEngine(options: EngineOptions): Engine {
  const { workPath, programPath, pgBinDir, clock, logger } = options;
  const runner = new NodeProcessRunner({ path: programPath, homePath: workPath, tmpPath: workPath });
  const clientTools = () => findClientTools({ runner, pgBinDir, searchPath: programPath.split(':') });
  const postgres = createPostgresDriver({ runner, findClientTools: clientTools, workPath, clock, logger });
  const open = (spec: DestinationSpec) =>
    openDestination(spec, { clock, streamChunkBytes: options.streamChunkBytes });
  return new UseCaseEngine({
    destination: open(options.storage ?? { kind: 'local', path: options.storagePath }),
    openDestination: open,
    runner,
    drivers: new Map([[postgres.kind, postgres]]),
    clock,
    logger,
    workPath,
    scratchServer: options.scratchServer,
    holdfastVersion: options.holdfastVersion,
    findCodec: () => findCodec(options),
    openKeyring: async (mayCreate) => openKeyring(await keyringOptions(options, runner, mayCreate)),
    addKey: oneAfterAnother(async () => addIdentity(await keyringOptions(options, runner, false))),
    readIdentities: () => readIdentities(options.keyringPath),
    checkTools: async () => [
      ...(await Promise.all(CODEC_PROGRAMS.map(({ name }) => checkProgram(runner, name, programPath)))),
      ...(await checkClients(clientTools)),
    ],
  });
}

async function findCodec({ programPath, keyringPath }: EngineOptions): Promise<Codec> {
  const zstdProgram = await requireProgram('zstd', 'zstd', { path: programPath });
  const ageProgram = await requireProgram('age', 'age', { path: programPath });
  return new NativeCodec({ zstdProgram, ageProgram, keyringPath, threads: availableParallelism() });
}

async function keyringOptions(
  { keyringPath, encryptionKey, encryptionKeyId, programPath, clock }: EngineOptions,
  runner: NodeProcessRunner,
  mayCreate: boolean,
): Promise<OpenKeyringOptions> {
  return {
    path: keyringPath,
    encryptionKey: encryptionKey === null ? null : new Secret(encryptionKey),
    encryptionKeyId,
    mayCreate,
    runner,
    ageKeygenProgram: await requireProgram('age-keygen', 'age', { path: programPath }),
    clock,
  };
}

/** Each call begins when the one before has ended, so that none overwrites what another wrote. */
function oneAfterAnother<T>(work: () => Promise<T>): () => Promise<T> {
  let previous: Promise<unknown> = Promise.resolve();
  return () => {
    const running = previous.then(work, work);
    previous = running;
    return running;
  };
}

async function checkProgram(runner: NodeProcessRunner, name: string, path: string): Promise<ToolReport> {
  try {
    const program = await requireProgram(name, name.split('-')[0] ?? name, { path });
    return { name, version: await versionOf(runner, program), problem: null };
  } catch (error) {
    return { name, version: null, problem: explain(asHoldfastError(error)) };
  }
}

async function checkClients(clientTools: () => ReturnType<typeof findClientTools>): Promise<ToolReport[]> {
  const found = await clientTools();
  if (found.length > 0) {
    return found.map(({ version, binDir }) => ({ name: `pg_dump in ${binDir}`, version, problem: null }));
  }
  const problem = 'No PostgreSQL client was found. Install postgresql-client, or set PG_BIN_DIR.';
  return [{ name: 'pg_dump', version: null, problem }];
}

function explain({ message, hint }: HoldfastError): string {
  return hint === null ? message : `${message} ${hint}`;
}
