/** Lets a producer work on the next item while this one is being used. */

import type { Workspace } from './workspace.js';

/** The workspace waits for what is still being produced when nobody wants it any more. */
export async function* oneAhead<T>(items: AsyncGenerator<T>, workspace: Workspace): AsyncGenerator<T> {
  let coming = workspace.inBackground(items.next());
  for (;;) {
    const item = await coming;
    if (item.done) return;
    coming = workspace.inBackground(items.next());
    yield item.value;
  }
}
