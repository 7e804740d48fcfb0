/** Drills in processes of their own; see drill-program.ts. */

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

import type { PackageRef } from '../engine.js';
import type { CompiledEngine } from './compiled-engine.js';

export interface DrillProcess {
  child: ChildProcess;
  /** The next line that it writes; throws where it ends before. */
  line(): Promise<string>;
}

export interface DrillProcessOptions {
  engine: CompiledEngine;
  /** Holds storage, work directory and keyring. */
  root: string;
  pgBinDir: string;
  ref: PackageRef;
  /** A phase in which it stands still. */
  stopAt?: string;
  /** A user id, or `untied`. */
  how?: string;
}

export function startDrill({ engine, root, pgBinDir, ref, stopAt, how }: DrillProcessOptions): DrillProcess {
  const args = [
    engine.program('drill-program'),
    root,
    pgBinDir,
    ref.appId,
    ref.backupId,
    stopAt ?? '',
    how ?? '',
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (): Promise<string> => {
    const next = await lines.next();
    if (next.done === true) throw new Error('The drill ended without a word.');
    return next.value;
  };
  return { child, line };
}
