/** Looks for a secret where it must never be. */

import { readdirSync, readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const SAMPLE_EVERY_MS = 5;

/** Samples the arguments of every process of the machine until it is stopped. */
export class CommandLineWatch {
  /** Names of the programs that were seen, to know that there was something to see. */
  readonly programs = new Set<string>();
  readonly leaks: string[] = [];
  readonly #canaries: readonly string[];
  readonly #loop: Promise<void>;
  #isStopped = false;

  constructor(canaries: readonly string[]) {
    this.#canaries = canaries;
    this.#loop = this.#run();
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (!this.#isStopped) {
      for (const pid of readdirSync('/proc')) if (/^\d+$/.test(pid)) this.#look(pid);
      await delay(SAMPLE_EVERY_MS);
    }
  }

  #look(pid: string): void {
    try {
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      this.programs.add(commandLine.split('\0')[0]?.split('/').at(-1) ?? '');
      if (this.#canaries.some((canary) => commandLine.includes(canary))) this.leaks.push(commandLine);
    } catch {
      // It ended in the meantime.
    }
  }
}

/** Files below a directory that contain one of the canaries. */
export async function filesWith(directory: string, canaries: readonly string[]): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const found: string[] = [];
  for (const path of paths) {
    const bytes = await readFile(path);
    if (canaries.some((canary) => bytes.includes(canary))) found.push(path);
  }
  return found;
}
