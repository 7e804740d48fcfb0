/** The recovery kit as plain text, which also is a file of keys: `age -i` takes every other line for a comment. */

import {
  RECOVERY_KIT_TITLE,
  RECOVERY_KIT_WARNING,
  recoveryKitSections,
  type RecoveryKit,
} from './recovery-kit.js';

const HOW_TO_TYPE =
  'Every line but the keys begins with “# ”, so that this text itself is a file of keys. Leave it out where you type. ' +
  '键入命令时请去掉行首的“# ”。';

export function recoveryKitText(kit: RecoveryKit): string {
  const keys = new Set(kit.identities);
  return [
    RECOVERY_KIT_TITLE,
    `Made at ${kit.madeAt}`,
    '',
    RECOVERY_KIT_WARNING,
    HOW_TO_TYPE,
    '',
    ...recoveryKitSections(kit).flatMap(({ title, words, lines }) => [title, ...words, ...lines, '']),
  ]
    .flatMap((text) => text.split(/[\r\n]/))
    .map((line) => (keys.has(line) ? line : commented(line)))
    .join('\n');
}

function commented(line: string): string {
  return line === '' || line.startsWith('#') ? line : `# ${line}`;
}
