/**
 * The linter is the architect: who may know whom, as named rules.
 * tests/rules/architecture.spec.ts breaks each of them once and expects to hear its name.
 */

/** Tests and what serves them may reach further than the product. */
const TESTS = '\\.spec\\.tsx?$|/testing/';

const ENGINE = '^libs/engine/src/';
const ADAPTERS = 'drivers|destinations|tools|processes';

const SERVER_FEATURES = [
  'applications',
  'audit',
  'auth',
  'backups',
  'destinations',
  'dialects',
  'health',
  'metrics',
  'notifications',
  'policies',
  'restores',
  'scheduler',
  'settings',
  'status',
].join('|');

const betweenPackages = [
  {
    name: 'contract-depends-on-nothing',
    comment: 'The contract is read by browser, server, CLI and engine: it must weigh nothing.',
    from: { path: '^libs/contract/', pathNot: TESTS },
    to: { pathNot: '^libs/contract/' },
  },
  {
    name: 'catalog-sees-contract-only',
    comment: 'The metadata store is an index; it must be rebuildable without the engine being in it.',
    from: { path: '^libs/catalog/', pathNot: TESTS },
    to: { path: '^libs/(?!catalog/|contract/)' },
  },
  {
    name: 'engine-sees-contract-only',
    comment: 'A recovery works with packages and key alone: no catalog, no application in the engine.',
    from: { path: '^libs/engine/', pathNot: TESTS },
    to: { path: '^libs/(?!engine/|contract/)' },
  },
  {
    name: 'libs-know-no-application',
    comment: 'Applications use libraries, never the other way round.',
    from: { path: '^libs/(?!contract/)' },
    to: { path: '^apps/' },
  },
  {
    name: 'browser-only-sees-contract',
    comment: 'The engine and the catalog must never end up in the bundle that a browser loads.',
    from: { path: '^apps/web/' },
    to: { path: '^libs/(?!contract/)' },
  },
  {
    name: 'browser-has-no-node',
    comment: 'Modules of Node.js do not exist in a browser.',
    from: { path: '^apps/web/src/', pathNot: TESTS },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'applications-are-strangers',
    comment: 'Server, web app and CLI meet over HTTP and in the contract, not in each other’s files.',
    from: { path: '^apps/([^/]+)/' },
    to: { path: '^apps/(?!$1/)' },
  },
  {
    name: 'enter-a-lib-by-its-index',
    comment: 'The index of a library is its only door; behind it everything may move.',
    from: { path: '^(?:libs/([^/]+)|apps/[^/]+|tests|bench)/' },
    to: { path: '^libs/(?!$1/)[^/]+/', pathNot: '^libs/[^/]+/src/index\\.ts$' },
  },
];

const insideTheEngine = [
  {
    name: 'engine-is-framework-free',
    comment: 'The engine outlives web frameworks and runs in the CLI, without a server.',
    from: { path: '^libs/engine/' },
    to: { path: 'node_modules/(?:@nestjs|express|rxjs|react|class-validator|class-transformer)/' },
  },
  {
    name: 'errors-know-only-the-contract',
    comment: 'Everybody throws errors, so errors may know nobody.',
    from: { path: `${ENGINE}errors/`, pathNot: TESTS },
    to: { path: `${ENGINE}(?!errors/)|node_modules/` },
  },
  {
    name: 'domain-and-ports-know-nobody-outside',
    comment: 'What the product means is said without any technology.',
    from: { path: `${ENGINE}(?:domain|ports)/`, pathNot: TESTS },
    to: {
      pathNot: [
        `${ENGINE}(?:domain|ports|errors)/`,
        '^libs/contract/',
        'node_modules/zod/',
        '^(?:node:)?(?:buffer|crypto|stream|util)$',
      ],
    },
  },
  {
    name: 'domain-comes-before-ports',
    comment: 'Ports speak in words of the domain; the domain does not know how it is reached.',
    from: { path: `${ENGINE}domain/`, pathNot: TESTS },
    to: { path: `${ENGINE}ports/` },
  },
  {
    name: 'pipeline-and-package-see-ports-only',
    comment: 'The heart must work with any driver, destination and program.',
    from: { path: `${ENGINE}(?:pipeline|package)/`, pathNot: TESTS },
    to: { path: `${ENGINE}(?!domain/|ports/|errors/|pipeline/|package/)` },
  },
  {
    name: 'use-cases-see-ports-not-adapters',
    comment: 'A use case is handed its adapters by create-engine, so that tests can hand it others.',
    from: { path: `${ENGINE}use-cases/`, pathNot: TESTS },
    to: { path: `${ENGINE}(?:(?:${ADAPTERS})/|create-engine\\.ts|index\\.ts)` },
  },
  {
    name: 'drivers-are-mutual-strangers',
    comment: 'A new kind of data is one new folder; it must not lean on another kind.',
    from: { path: `${ENGINE}drivers/([^/]+)/` },
    to: { path: `${ENGINE}drivers/`, pathNot: `${ENGINE}drivers/$1/` },
  },
  {
    name: 'adapters-are-siblings',
    comment: 'An adapter serves a port; it knows neither another technology nor who calls it.',
    from: { path: `${ENGINE}(${ADAPTERS})/`, pathNot: TESTS },
    to: { path: `${ENGINE}(?!$1/|domain/|ports/|errors/|pipeline/|package/)` },
  },
  {
    name: 'spawn-only-in-the-process-adapter',
    comment: 'Whoever spawns, buries: one place starts programs, and it ends them on every path.',
    from: { path: '^(?:apps|libs)/', pathNot: [`${ENGINE}processes/`, TESTS] },
    to: { path: '^(?:node:)?(?:child_process|cluster)$' },
  },
];

const insideTheApps = [
  {
    name: 'server-features-meet-through-services',
    comment: 'A feature of the server is known by its module and services (and guards), not by its insides.',
    from: { path: '^apps/server/src/([^/]+)/', pathNot: TESTS },
    to: {
      path: `^apps/server/src/(?!$1/)(?:${SERVER_FEATURES})/`,
      pathNot: '\\.(?:module|service|guard|decorator)\\.ts$',
    },
  },
  {
    name: 'web-features-are-islands',
    comment: 'A page can be changed without reading the others; routes meet in one map.',
    from: { path: '^apps/web/src/features/([^/]+)/' },
    to: { path: '^apps/web/src/features/(?!$1/)' },
  },
];

const everywhere = [
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or three.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'A file that nobody imports is forgotten code.',
    from: {
      orphan: true,
      path: '^(?:apps|libs)/',
      pathNot: [TESTS, '^apps/cli/bin/', '/(?:index|main)\\.tsx?$', '\\.d\\.ts$', '\\.config\\.ts$'],
    },
    to: {},
  },
  {
    name: 'product-knows-no-tests',
    comment: 'What is shipped must not need what is not.',
    from: { path: '^(?:apps|libs)/', pathNot: TESTS },
    to: { path: [TESTS, '^(?:tests|bench)/'] },
  },
  {
    name: 'no-dev-dependencies-in-the-product',
    comment: 'A production install leaves devDependencies out; types alone may come from them.',
    from: { path: '^(?:apps|libs)/[^/]+/src/', pathNot: TESTS },
    to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only', 'npm', 'npm-peer'] },
  },
  {
    name: 'no-undeclared-packages',
    comment: 'A package that only happens to lie in node_modules is gone with the next install.',
    from: { path: '^(?:apps|libs|tests|bench)/' },
    to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
  },
];

module.exports = {
  forbidden: [...betweenPackages, ...insideTheEngine, ...insideTheApps, ...everywhere].map((rule) => ({
    severity: 'error',
    ...rule,
  })),
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)dist/' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      mainFields: ['module', 'main', 'types', 'typings'],
    },
  },
};
