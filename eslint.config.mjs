/** The house rules as ESLint sees them. Formatting is Prettier's; directions are dependency-cruiser's. */
import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

import { houseRules } from './tests/rules/house-rules.mjs';

const TYPESCRIPT = ['**/*.ts', '**/*.tsx'];
const SCRIPTS = ['**/*.mjs', '**/*.cjs'];
const TESTS = ['**/*.spec.ts', '**/*.spec.tsx', '**/testing/**', 'tests/**'];
const CONFIGURATION = ['**/*.config.ts', '**/*.config.mjs', '.dependency-cruiser.cjs'];

const everyHouseRule = Object.fromEntries(
  Object.keys(houseRules.rules).map((name) => [`house/${name}`, 'error']),
);

const everywhere = {
  files: [...TYPESCRIPT, ...SCRIPTS],
  plugins: { house: houseRules },
  rules: {
    ...everyHouseRule,
    'no-console': 'error',
    'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
    'max-lines': ['error', { max: 300 }],
    'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    eqeqeq: 'error',
  },
};

const typed = {
  files: TYPESCRIPT,
  languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
  rules: {
    '@typescript-eslint/switch-exhaustiveness-check': [
      'error',
      { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
    ],
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
    '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
    // Ports are asynchronous; the memory twin of an adapter has nothing to wait for.
    '@typescript-eslint/require-await': 'off',
    '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
  },
};

const inTests = {
  files: TESTS,
  rules: {
    'house/environment-in-config-only': 'off',
    'house/time-from-the-clock': 'off',
    'house/purpose-first': 'off',
    'max-lines': ['error', { max: 400 }],
    'max-lines-per-function': 'off',
    '@typescript-eslint/no-non-null-assertion': 'off',
    '@typescript-eslint/unbound-method': 'off',
    // What beforeAll sets is missing where it failed: the types do not know.
    '@typescript-eslint/no-unnecessary-condition': 'off',
  },
};

const exceptions = [
  {
    files: ['apps/server/src/config/**', 'apps/cli/src/config*', 'apps/cli/src/config/**'],
    rules: { 'house/environment-in-config-only': 'off' },
  },
  {
    files: ['libs/engine/src/**/system-clock.ts', 'apps/server/src/**/*clock.ts', 'apps/web/**'],
    rules: { 'house/time-from-the-clock': 'off' },
  },
  {
    files: ['scripts/**', 'bench/**'],
    rules: { 'house/environment-in-config-only': 'off', 'house/time-from-the-clock': 'off' },
  },
  {
    files: CONFIGURATION,
    rules: { 'house/no-default-export': 'off', 'house/environment-in-config-only': 'off' },
  },
  {
    // Tables and dictionaries are read by looking up, not from top to bottom.
    files: [
      'libs/contract/src/{error,note}-codes.ts',
      'apps/web/src/**/{i18n,locales}/**',
      'tests/rules/seeds.ts',
    ],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['apps/web/**/*.tsx'],
    rules: { 'max-lines-per-function': ['error', { max: 100, skipBlankLines: true, skipComments: true }] },
  },
];

export default defineConfig(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/coverage/**', '.holdfast/**', 'bench/results/**'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  js.configs.recommended,
  { files: TYPESCRIPT, extends: [tseslint.configs.strictTypeChecked] },
  typed,
  everywhere,
  { files: ['apps/web/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  {
    files: SCRIPTS,
    languageOptions: { globals: nodeGlobals() },
  },
  inTests,
  ...exceptions,
);

/** What Node.js gives to every module; listed so that a misspelt name is still an error. */
function nodeGlobals() {
  const names = ['AbortController', 'AbortSignal', 'Buffer', 'URL', 'fetch', 'performance', 'process'];
  const timers = ['clearInterval', 'clearTimeout', 'setImmediate', 'setInterval', 'setTimeout'];
  const commonJs = ['__dirname', 'module', 'require'];
  return Object.fromEntries([...names, ...timers, ...commonJs].map((name) => [name, 'readonly']));
}
