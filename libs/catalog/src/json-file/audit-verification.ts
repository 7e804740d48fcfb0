/** Walks the audit log from the first entry to the head and names the first that does not fit. */

import type { AuditVerification } from '../catalog.js';
import { EMPTY_HEAD, misfitOf, parseLine, type AuditHead } from './audit-chain.js';
import { readHead } from './audit-head.js';
import { indexLines, readLines } from './audit-lines.js';
import { tornNotes } from './audit-recovery.js';

const LINES_AT_ONCE = 1000;

/** `head` is what this process knows to be the last entry. */
export async function verifyAudit(
  directory: string,
  path: string,
  head: AuditHead,
): Promise<AuditVerification> {
  const walked = await walk(path);
  const problem = walked.problem ?? (await compareHeads(directory, walked.last, head));
  const notes = await tornNotes(directory);
  const torn =
    notes.length === 0 ? '' : ` Unfinished entries that crashes left were set aside: ${notes.join(', ')}.`;
  return {
    isIntact: problem === null,
    entries: walked.entries,
    firstBadSequence: problem?.sequence ?? null,
    message: (problem?.message ?? `All ${walked.entries} entries of the audit log fit.`) + torn,
  };
}

interface AuditProblem {
  sequence: number;
  message: string;
}

interface Walk {
  entries: number;
  last: AuditHead;
  problem: AuditProblem | null;
}

async function walk(path: string): Promise<Walk> {
  const state: Walk = { entries: 0, last: EMPTY_HEAD, problem: null };
  for await (const line of linesOf(path)) {
    state.entries += 1;
    if (state.problem === null) step(state, line);
  }
  return state;
}

function step(state: Walk, line: string): void {
  const misfit = misfitOf(line, state.last);
  const record = parseLine(line);
  if (misfit === null && record !== null) {
    state.last = { sequence: record.sequence, hash: record.hash };
    return;
  }
  const sequence = state.last.sequence + 1;
  state.problem = { sequence, message: `Entry ${sequence} of the audit log does not fit: ${misfit}.` };
}

async function compareHeads(
  directory: string,
  last: AuditHead,
  head: AuditHead,
): Promise<AuditProblem | null> {
  if (last.sequence < head.sequence) {
    const sequence = last.sequence + 1;
    const lost = `entries ${sequence} to ${head.sequence} were cut off`;
    return { sequence, message: `The audit log ends too early: ${lost}.` };
  }
  if (!isSame(last, head)) {
    const sequence = Math.max(1, Math.min(last.sequence, head.sequence + 1));
    return { sequence, message: `Entry ${sequence} of the audit log is not the one that was written there.` };
  }
  const stored = await readHead(directory).catch(() => null);
  if (stored !== null && isSame(stored, head)) return null;
  const sequence = Math.max(1, head.sequence);
  return { sequence, message: 'audit-head.json was changed or removed while the console ran.' };
}

function isSame(a: AuditHead, b: AuditHead): boolean {
  return a.sequence === b.sequence && a.hash === b.hash;
}

/** Split at line feeds alone; `readline` also splits at characters that JSON leaves unescaped. */
async function* linesOf(path: string): AsyncGenerator<string> {
  const index = await indexLines(path);
  for (let from = 0; from < index.starts.length; from += LINES_AT_ONCE) {
    yield* await readLines(path, index, from, Math.min(from + LINES_AT_ONCE, index.starts.length));
  }
}
