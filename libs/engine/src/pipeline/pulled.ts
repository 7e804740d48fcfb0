/** A stream of what a generator yields, which tells at once when nobody wants it any more. */

import { Readable } from 'node:stream';

/**
 * Unlike `Readable.from`, being destroyed does not wait for the generator, which may be waiting for something silent.
 * @param onDestroy called once, also after a good end.
 */
export function pulled(items: AsyncGenerator<Buffer>, onDestroy: () => void): Readable {
  return new Readable({
    read() {
      items.next().then(
        ({ done, value }) => this.push(done === true ? null : value),
        (error: unknown) => this.destroy(error as Error),
      );
    },
    destroy(error, done) {
      onDestroy();
      // Ends when what it is waiting for does.
      items.return(undefined).catch(() => undefined);
      done(error);
    },
  });
}
