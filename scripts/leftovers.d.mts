/** Types of leftovers.mjs for the tests. */

export interface MarkedProcess {
  pid: number;
  command: string;
}

export function markedProcesses(runId: string): MarkedProcess[];
export function endLeftoverProcesses(runId: string, graceMs?: number): Promise<MarkedProcess[]>;
export function leftoverFiles(directory: string): string[];
