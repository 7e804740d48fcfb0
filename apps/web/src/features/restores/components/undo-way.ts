/** What an undo brings back: a whole database by a swap, or the previous content of tables. */
import type { RestoreView } from '@holdfast/contract';

export type UndoWay = 'database' | 'tables';

export function wayOf({ strategy }: RestoreView): UndoWay {
  return strategy === 'tables' ? 'tables' : 'database';
}
