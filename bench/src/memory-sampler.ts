/** Watches how much memory this process and the programs it starts hold at most. */

import { childrenOf, descendants, residentBytes } from './process-tree.js';

const SAMPLE_EVERY_MS = 50;

export interface MemoryPeaks {
  /** Of this Node.js process. */
  nodeBytes: number;
  /** Sum over all programs started since; what they share is counted for each. */
  programsBytes: number;
}

export class MemorySampler {
  /** The server and its guardian, which were there before. */
  readonly #bystanders = new Set(childrenOf(process.pid));
  readonly #timer = setInterval(() => this.#sample(), SAMPLE_EVERY_MS);
  readonly #peaks: MemoryPeaks = { nodeBytes: 0, programsBytes: 0 };

  stop(): MemoryPeaks {
    this.#sample();
    clearInterval(this.#timer);
    return this.#peaks;
  }

  #sample(): void {
    const programs = descendants(process.pid, this.#bystanders);
    const programsBytes = programs.reduce((sum, pid) => sum + residentBytes(pid), 0);
    this.#peaks.nodeBytes = Math.max(this.#peaks.nodeBytes, process.memoryUsage.rss());
    this.#peaks.programsBytes = Math.max(this.#peaks.programsBytes, programsBytes);
  }
}
