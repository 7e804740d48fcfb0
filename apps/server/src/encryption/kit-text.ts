/** The recovery kit as plain text. */

import { KIT_TITLE, KIT_WARNING, kitSections, type KitFacts } from './kit-sections.js';

export function kitText(facts: KitFacts): string {
  const sections = kitSections(facts).flatMap(({ title, words, lines }) => [title, ...words, ...lines, '']);
  return [KIT_TITLE, `Made at ${facts.madeAt}`, '', KIT_WARNING, '', ...sections].join('\n');
}
