/** For every house rule of ESLint a file that breaks it, and no other rule. */

export interface LintSeed {
  rule: string;
  /** The file that breaks the rule. */
  path: string;
  text: string;
}

const PURPOSE = '/** Breaks one rule. */\n';

function seed(rule: string, path: string, text: string): LintSeed {
  return { rule, path, text: `${PURPOSE}${text}\n` };
}

const statements = (count: number) =>
  Array.from({ length: count }, (_, n) => `  list.push(${n});`).join('\n');

const longFunction = `export function fill(list: number[]): void {\n${statements(61)}\n}`;
const constants = Array.from({ length: 301 }, (_, n) => `export const value${n} = ${n};`).join('\n');

const HOUSE_SEEDS: readonly LintSeed[] = [
  seed(
    'house/no-pipe',
    'libs/engine/src/lint/pipe.ts',
    `import { PassThrough } from 'node:stream';\nnew PassThrough().pipe(new PassThrough());`,
  ),
  seed('house/no-shell', 'libs/engine/src/lint/shell.ts', 'export const options = { shell: true };'),
  seed(
    'house/no-exec',
    'libs/engine/src/lint/exec.ts',
    `import { execSync as run } from 'node:child_process';\nrun('true');`,
  ),
  seed(
    'house/environment-in-config-only',
    'apps/server/src/lint/environment.ts',
    'export const home = process.env;',
  ),
  seed(
    'house/environment-in-config-only',
    'apps/cli/src/lint/environment.ts',
    `import { env } from 'node:process';\nexport const home = env;`,
  ),
  seed('house/time-from-the-clock', 'libs/engine/src/lint/now.ts', 'export const at = Date.now();'),
  seed('house/time-from-the-clock', 'libs/engine/src/lint/today.ts', 'export const at = new Date();'),
  seed('house/no-default-export', 'libs/engine/src/lint/default.ts', 'export default 1;'),
  seed('house/no-barrels', 'libs/engine/src/lint/everything.ts', `export * from './now.js';`),
  seed('house/no-barrels', 'libs/engine/src/lint/index.ts', `export { at } from './now.js';`),
  seed('house/file-names', 'libs/engine/src/lint/CamelCase.ts', 'export const value = 1;'),
  seed('house/no-junk-drawers', 'libs/engine/src/utils/value.ts', 'export const value = 1;'),
  { rule: 'house/purpose-first', path: 'libs/engine/src/lint/silent.ts', text: 'export const value = 1;\n' },
];

/** Rules of others that the house relies on. */
const PUBLISHED_SEEDS: readonly LintSeed[] = [
  seed('no-console', 'libs/engine/src/lint/console.ts', `console.log('x');`),
  seed(
    'no-console',
    'libs/engine/src/lint/silenced.ts',
    `// eslint-disable-next-line no-console\nconsole.log('x');`,
  ),
  seed('no-warning-comments', 'libs/engine/src/lint/later.ts', '// TODO finish\nexport const value = 1;'),
  seed('eqeqeq', 'libs/engine/src/lint/equal.ts', 'export const same = (a: number, b: number) => a == b;'),
  seed('max-lines', 'libs/engine/src/lint/long-file.ts', constants),
  seed('max-lines-per-function', 'libs/engine/src/lint/long-function.ts', longFunction),
  seed(
    '@typescript-eslint/no-floating-promises',
    'libs/engine/src/lint/floating.ts',
    'const later = (): Promise<number> => Promise.resolve(1);\nlater();',
  ),
  seed('@typescript-eslint/no-explicit-any', 'libs/engine/src/lint/any.ts', 'export let value: any;'),
  seed(
    '@typescript-eslint/switch-exhaustiveness-check',
    'libs/engine/src/lint/switch.ts',
    `export function name(side: 'left' | 'right'): string {
  switch (side) {
    case 'left':
      return 'L';
  }
  return '?';
}`,
  ),
  seed(
    'react-hooks/rules-of-hooks',
    'apps/web/src/lint/Conditional.tsx',
    `import { useState } from 'react';
export function Conditional({ isOn }: { isOn: boolean }) {
  if (isOn) useState(0);
  return null;
}`,
  ),
];

export const LINT_SEEDS: readonly LintSeed[] = [...HOUSE_SEEDS, ...PUBLISHED_SEEDS];
