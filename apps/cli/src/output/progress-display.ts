/** Shows how far a job is: one line that is drawn again on a screen, now and then a new line elsewhere. */

import { SingleBar } from 'cli-progress';

import type { Text } from '../messages/text.js';
import { formatBytes } from './format-bytes.js';
import type { Terminal } from './terminal.js';

export interface Progress {
  /** For people. */
  phase: string;
  bytesDone: number | null;
  /** Null where it is not known exactly; then no percentage is shown. */
  bytesTotal: number | null;
  itemsDone?: number | null;
  itemsTotal?: number | null;
}

export interface ProgressDisplay {
  show(progress: Progress): void;
  /** Leaves the cursor on a line of its own. Can be called more than once. */
  stop(): void;
}

const BAR_WIDTH = 24;
/** A log needs a line for each phase and a sign of life, not one for each second. */
const PLAIN_LINE_EVERY_MS = 30_000;

export function progressDisplay(terminal: Terminal, text: Text): ProgressDisplay {
  return terminal.isScreen ? screenDisplay(terminal, text) : plainDisplay(terminal, text);
}

function screenDisplay(terminal: Terminal, text: Text): ProgressDisplay {
  const bar = new SingleBar({
    stream: terminal.stderr,
    format: (_options, _params, payload: { line?: string }) => payload.line ?? '',
    hideCursor: true,
    gracefulExit: false,
    emptyOnZero: true,
  });
  let hasStarted = false;
  return {
    show: (progress) => {
      const line = describeProgress(progress, text, true);
      if (!hasStarted) bar.start(1, 0, { line });
      else bar.update({ line });
      hasStarted = true;
    },
    stop: () => {
      if (hasStarted) bar.stop();
      hasStarted = false;
    },
  };
}

function plainDisplay(terminal: Terminal, text: Text): ProgressDisplay {
  let last = { phase: '', atMs: 0 };
  return {
    show: (progress) => {
      const atMs = performance.now();
      if (progress.phase === last.phase && atMs - last.atMs < PLAIN_LINE_EVERY_MS) return;
      last = { phase: progress.phase, atMs };
      terminal.stderr.write(`${describeProgress(progress, text, false)}\n`);
    },
    stop: () => undefined,
  };
}

/** `Dumping the data  [████░░░░] 42 %  1.2 GiB of 2.9 GiB`, or without bar and percentage. */
export function describeProgress(progress: Progress, text: Text, hasBar: boolean): string {
  const { phase, bytesDone, bytesTotal } = progress;
  const parts = [phase];
  if (bytesDone !== null && bytesTotal !== null && bytesTotal > 0) {
    const share = Math.min(1, bytesDone / bytesTotal);
    parts.push(`${hasBar ? `${barOf(share)} ` : ''}${Math.floor(share * 100)} %`);
    parts.push(text('progress.of', { done: formatBytes(bytesDone), total: formatBytes(bytesTotal) }));
  } else if (bytesDone !== null && bytesDone > 0) {
    parts.push(formatBytes(bytesDone));
  }
  const { itemsDone = null, itemsTotal = null } = progress;
  if (itemsDone !== null && itemsTotal !== null && itemsTotal > 0) {
    parts.push(text('progress.items', { done: itemsDone, total: itemsTotal }));
  }
  return parts.join('  ');
}

function barOf(share: number): string {
  const filled = Math.round(share * BAR_WIDTH);
  return `[${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)}]`;
}
