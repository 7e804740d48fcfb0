/** What decides which phases a run goes through, and until when it can be stopped. */
import type { RestoreStrategy, RestoreView } from '@holdfast/contract';

export type RunKind = RestoreStrategy | 'preview' | 'drill';

export function runKindOf({ mode, strategy }: RestoreView): RunKind {
  return mode === 'apply' ? strategy : mode;
}
