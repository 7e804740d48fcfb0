/** Whether the server answered the last request; components follow it. */
import { useSyncExternalStore } from 'react';

import { nowMs } from '../clock.js';

export interface Connection {
  isReachable: boolean;
  /** When the server last answered, in milliseconds; null before the first answer. */
  lastAnswerMs: number | null;
}

let connection: Connection = { isReachable: true, lastAnswerMs: null };
const listeners = new Set<() => void>();

/** Followers are told of a change of reachability only: an answer that was expected is no news. */
function publish(next: Connection): void {
  const isSame = next.isReachable === connection.isReachable;
  connection = next;
  if (!isSame) listeners.forEach((listener) => listener());
}

export function reportAnswer(): void {
  publish({ isReachable: true, lastAnswerMs: nowMs() });
}

export function reportSilence(): void {
  publish({ ...connection, isReachable: false });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useConnection(): Connection {
  return useSyncExternalStore(subscribe, () => connection);
}
