/**
 * Three kinds of tests: unit (beside the code), integration (real servers) and browser.
 *
 * @jest-config-loader ts-node
 * @jest-config-loader-options {"transpileOnly":true,"compilerOptions":{"module":"CommonJS","moduleResolution":"Bundler"}}
 */
import type { Config } from 'jest';

const typescript = {
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: {
    '^@holdfast/(contract|engine|catalog)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};

const node = {
  ...typescript,
  rootDir: '.',
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': ['@swc/jest', { swcrc: true }] as [string, object] },
};

const config: Config = {
  projects: [
    {
      ...node,
      displayName: 'unit',
      roots: ['<rootDir>/libs', '<rootDir>/apps/server', '<rootDir>/apps/cli', '<rootDir>/tests/rules'],
      testMatch: ['**/*.spec.ts'],
    },
    {
      ...typescript,
      rootDir: '.',
      displayName: 'web',
      roots: ['<rootDir>/apps/web'],
      testMatch: ['**/*.spec.ts', '**/*.spec.tsx'],
      testEnvironment: 'jest-environment-jsdom',
      transform: {
        '^.+\\.tsx?$': [
          '@swc/jest',
          {
            swcrc: false,
            jsc: {
              parser: { syntax: 'typescript', tsx: true },
              transform: { react: { runtime: 'automatic' } },
              target: 'es2022',
              experimental: { keepImportAttributes: true },
            },
            module: { type: 'es6' },
          },
        ] as [string, object],
      },
      setupFilesAfterEnv: ['<rootDir>/apps/web/src/testing/setup.ts'],
    },
    {
      ...node,
      displayName: 'integration',
      roots: ['<rootDir>/tests/integration', '<rootDir>/tests/support'],
      testMatch: ['**/*.spec.ts'],
    },
    { ...node, displayName: 'e2e', roots: ['<rootDir>/tests/e2e'], testMatch: ['**/*.spec.ts'] },
  ],
};

export default config;
