/** Reads the command line of `npm run bench`. */

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';

const UNITS: Readonly<Record<string, number>> = { MB: 1024 ** 2, GB: 1024 ** 3 };
const DEFAULT_SIZE = '512MB';
const DEFAULT_RUNS = '3';
const DEFAULT_LEVEL = '3';
const MAX_JOBS = 8;

export const USAGE = `npm run bench -- [options]
  --size 2GB      size of the database, tables and indexes together (default ${DEFAULT_SIZE})
  --runs N        rounds; figures are medians (default ${DEFAULT_RUNS})
  --level N       zstd level of Holdfast's packages (default ${DEFAULT_LEVEL})
  --jobs N        parallel jobs of every restore (default: cores, at most ${MAX_JOBS})
  --json file     also write every single measurement
  --keep          keep the archives and packages
`;

export interface BenchOptions {
  sizeBytes: number;
  runs: number;
  compressionLevel: number;
  jobs: number;
  jsonPath: string | null;
  isKeeping: boolean;
}

/** Throws a sentence for people where an option is unknown or senseless. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      size: { type: 'string', default: DEFAULT_SIZE },
      runs: { type: 'string', default: DEFAULT_RUNS },
      level: { type: 'string', default: DEFAULT_LEVEL },
      jobs: { type: 'string', default: String(Math.min(availableParallelism(), MAX_JOBS)) },
      json: { type: 'string' },
      keep: { type: 'boolean', default: false },
    },
  });
  return {
    sizeBytes: sizeInBytes(values.size),
    runs: positive('--runs', values.runs),
    compressionLevel: positive('--level', values.level),
    jobs: positive('--jobs', values.jobs),
    jsonPath: values.json ?? null,
    isKeeping: values.keep,
  };
}

function sizeInBytes(text: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([MG]B)$/i.exec(text) ?? [];
  const unitBytes = UNITS[unit.toUpperCase()];
  if (unitBytes === undefined)
    throw new Error(`--size ${text}: write a number with MB or GB, such as 512MB.`);
  return Math.round(Number(number) * unitBytes);
}

function positive(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${name} ${text}: write a whole number above 0.`);
}
