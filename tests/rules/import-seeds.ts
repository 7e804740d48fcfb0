/** For every rule of .dependency-cruiser.cjs an import that breaks it, and no other rule. */

export interface ImportSeed {
  rule: string;
  /** The file that breaks the rule. */
  from: string;
  /** What it imports: a file of the tree, a package or a module of Node.js; null: nothing at all. */
  imports: string | null;
}

const ENGINE = 'libs/engine/src';

export const IMPORT_SEEDS: readonly ImportSeed[] = [
  { rule: 'contract-depends-on-nothing', from: 'libs/contract/src/seed.ts', imports: 'node:fs' },
  {
    rule: 'catalog-sees-contract-only',
    from: 'libs/catalog/src/seed-engine.ts',
    imports: '@holdfast/engine',
  },
  { rule: 'engine-sees-contract-only', from: `${ENGINE}/seed-catalog.ts`, imports: '@holdfast/catalog' },
  { rule: 'libs-know-no-application', from: `${ENGINE}/seed-app.ts`, imports: 'apps/server/src/target.ts' },
  { rule: 'browser-only-sees-contract', from: 'apps/web/src/seed-engine.ts', imports: '@holdfast/engine' },
  { rule: 'browser-has-no-node', from: 'apps/web/src/seed-node.ts', imports: 'node:fs' },
  {
    rule: 'applications-are-strangers',
    from: 'apps/cli/src/seed-app.ts',
    imports: 'apps/server/src/target.ts',
  },
  {
    rule: 'enter-a-lib-by-its-index',
    from: 'apps/server/src/seed-inside.ts',
    imports: `${ENGINE}/domain/target.ts`,
  },
  {
    rule: 'enter-a-lib-by-its-index',
    from: `${ENGINE}/seed-inside.ts`,
    imports: 'libs/contract/src/target.ts',
  },
  { rule: 'engine-is-framework-free', from: `${ENGINE}/seed-framework.ts`, imports: '@nestjs/common' },
  {
    rule: 'errors-know-only-the-contract',
    from: `${ENGINE}/errors/seed.ts`,
    imports: `${ENGINE}/pipeline/target.ts`,
  },
  {
    rule: 'domain-and-ports-know-nobody-outside',
    from: `${ENGINE}/ports/seed.ts`,
    imports: `${ENGINE}/drivers/postgres/target.ts`,
  },
  { rule: 'domain-and-ports-know-nobody-outside', from: `${ENGINE}/domain/seed-node.ts`, imports: 'node:fs' },
  {
    rule: 'domain-comes-before-ports',
    from: `${ENGINE}/domain/seed.ts`,
    imports: `${ENGINE}/ports/target.ts`,
  },
  {
    rule: 'pipeline-and-package-see-ports-only',
    from: `${ENGINE}/pipeline/seed.ts`,
    imports: `${ENGINE}/use-cases/target.ts`,
  },
  {
    rule: 'use-cases-see-ports-not-adapters',
    from: `${ENGINE}/use-cases/seed.ts`,
    imports: `${ENGINE}/drivers/postgres/target.ts`,
  },
  {
    rule: 'drivers-are-mutual-strangers',
    from: `${ENGINE}/drivers/mysql/seed.ts`,
    imports: `${ENGINE}/drivers/postgres/target.ts`,
  },
  {
    rule: 'adapters-are-siblings',
    from: `${ENGINE}/destinations/local/seed.ts`,
    imports: `${ENGINE}/processes/target.ts`,
  },
  {
    rule: 'spawn-only-in-the-process-adapter',
    from: 'libs/catalog/src/seed-spawn.ts',
    imports: 'node:child_process',
  },
  {
    rule: 'server-features-meet-through-services',
    from: 'apps/server/src/backups/seed.ts',
    imports: 'apps/server/src/restores/target.ts',
  },
  {
    rule: 'web-features-are-islands',
    from: 'apps/web/src/features/backup/seed.ts',
    imports: 'apps/web/src/features/restore/target.ts',
  },
  { rule: 'no-cycles', from: 'apps/cli/src/cycle-a.ts', imports: 'apps/cli/src/cycle-b.ts' },
  { rule: 'no-orphans', from: 'apps/cli/src/orphan.ts', imports: null },
  { rule: 'product-knows-no-tests', from: 'apps/cli/src/seed-tests.ts', imports: 'tests/support/target.ts' },
  { rule: 'no-dev-dependencies-in-the-product', from: 'apps/server/src/seed-dev.ts', imports: 'supertest' },
  { rule: 'no-undeclared-packages', from: 'apps/cli/src/seed-package.ts', imports: 'express' },
];
