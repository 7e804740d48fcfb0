/** A rule that was never broken is no rule: each one is broken here, and must be heard by its name. */

import { join } from 'node:path';

import { IMPORT_SEEDS } from './import-seeds.js';
import { LINT_SEEDS } from './lint-seeds.js';
import { SeededTree } from './seeded-tree.js';

const TOOLS_TIMEOUT_MS = 120_000;

interface CruiseResult {
  summary: {
    violations: { from: string; rule: { name: string } }[];
    ruleSetUsed: { forbidden: { name: string; comment?: string }[] };
  };
}

interface LintResult {
  filePath: string;
  messages: { ruleId: string | null; message: string }[];
}

let tree: SeededTree;

beforeAll(async () => {
  tree = await SeededTree.create();
});

afterAll(async () => {
  await tree.remove();
});

describe('the directions between folders', () => {
  let result: CruiseResult;

  beforeAll(async () => {
    await tree.writeImport('apps/cli/src/cycle-b.ts', 'apps/cli/src/cycle-a.ts');
    for (const { from, imports } of IMPORT_SEEDS) await tree.writeImport(from, imports);
    const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'apps', 'libs', 'tests'];
    result = JSON.parse(await tree.run('dependency-cruiser/bin/dependency-cruise.mjs', args)) as CruiseResult;
  }, TOOLS_TIMEOUT_MS);

  it.each(IMPORT_SEEDS)('$rule hears $from import $imports, and no other rule does', ({ rule, from }) => {
    const heard = result.summary.violations.filter((violation) => violation.from === from);
    expect([...new Set(heard.map((violation) => violation.rule.name))]).toEqual([rule]);
  });

  it('are all broken once here', () => {
    const configured = result.summary.ruleSetUsed.forbidden.map((rule) => rule.name);
    const seeded = new Set(IMPORT_SEEDS.map((seed) => seed.rule));
    expect(configured.length).toBeGreaterThan(0);
    expect(configured.filter((name) => !seeded.has(name))).toEqual([]);
  });

  it('all say why they are there', () => {
    const silent = result.summary.ruleSetUsed.forbidden.filter((rule) => !rule.comment);
    expect(silent).toEqual([]);
  });
});

describe('the house rules', () => {
  let results: LintResult[];
  let configuration: { rules: Record<string, [number]> };

  beforeAll(async () => {
    for (const { path, text } of LINT_SEEDS) await tree.write(path, text);
    const eslint = 'eslint/bin/eslint.js';
    const paths = LINT_SEEDS.map((seed) => seed.path);
    results = JSON.parse(await tree.run(eslint, ['--format', 'json', ...paths])) as LintResult[];
    const printed = await tree.run(eslint, ['--print-config', 'libs/engine/src/index.ts']);
    configuration = JSON.parse(printed) as typeof configuration;
  }, TOOLS_TIMEOUT_MS);

  it.each(LINT_SEEDS)('$rule hears $path, and no other rule does', ({ rule, path }) => {
    const result = results.find((candidate) => candidate.filePath === join(tree.root, path));
    const heard = result?.messages.map((message) => message.ruleId).filter((ruleId) => ruleId !== null);
    expect([...new Set(heard)]).toEqual([rule]);
  });

  it('are all broken once here', () => {
    const house = Object.keys(configuration.rules).filter((name) => name.startsWith('house/'));
    const seeded = new Set(LINT_SEEDS.map((seed) => seed.rule));
    expect(house.length).toBeGreaterThan(0);
    expect(house.filter((name) => !seeded.has(name))).toEqual([]);
  });
});
