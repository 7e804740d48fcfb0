/** Where sections begin in a raw stream that passes by. */

import type { ComponentDriver, Inspector, StreamSection } from '../../ports/component-driver.js';

/**
 * Sections only help to align a stream with an older one: where it cannot be parsed there are none,
 * and reading it back tells what is wrong with it.
 */
export function sectionFinder(driver: ComponentDriver): (chunk: Buffer) => StreamSection[] {
  let found: StreamSection[] = [];
  let inspector: Inspector | null = driver.inspect({
    isHashing: false,
    onSection: (section) => void found.push(section),
  });
  return (chunk) => {
    found = [];
    try {
      inspector?.write(chunk);
    } catch {
      inspector = null;
    }
    return found;
  };
}
