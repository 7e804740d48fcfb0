/** Both languages say the same things, and everything that the app asks for is there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  AUDIT_ACTIONS,
  BACKUP_PHASES,
  BACKUP_STATUSES,
  BACKUP_TRIGGERS,
  BACKUP_TYPES,
  COPY_STATES,
  PACKAGE_AUTHENTICITIES,
  RESTORE_MODES,
  RESTORE_PHASES,
  RESTORE_STRATEGIES,
  TABLE_CHANGES,
  TABLE_PLACEMENTS,
  VERIFICATION_LEVELS,
} from '@holdfast/contract';

const SOURCE = join(process.cwd(), 'apps/web/src');
const PLURAL = /_(zero|one|two|few|many|other)$/;

type Tree = { [key: string]: string | Tree };

function readTree(language: string): Tree {
  return JSON.parse(readFileSync(join(SOURCE, 'i18n', `${language}.json`), 'utf8')) as Tree;
}

function flatten(tree: Tree, prefix = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : [...flatten(value, `${prefix}${key}.`)],
    ),
  );
}

function singular(texts: Map<string, string>): Set<string> {
  return new Set([...texts.keys()].map((key) => key.replace(PLURAL, '')));
}

function sourceTexts(): string[] {
  return readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file))
    .map((file) => readFileSync(join(SOURCE, file), 'utf8'));
}

/** Literal keys, and the fixed beginnings of those that are put together. */
function usedKeys(): { whole: Set<string>; patterns: RegExp[] } {
  const whole = new Set<string>();
  const patterns: RegExp[] = [];
  for (const text of sourceTexts()) {
    for (const [, key = ''] of text.matchAll(/\bt\(\s*'([^']+)'/g)) whole.add(key);
    for (const [, template = ''] of text.matchAll(/\bt\(\s*`([^`]+)`/g)) {
      patterns.push(new RegExp(`^${template.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '.+')}$`));
    }
  }
  return { whole, patterns };
}

const english = flatten(readTree('en'));
const chinese = flatten(readTree('zh-CN'));

describe('the translations', () => {
  it('have the same keys in both languages', () => {
    expect([...singular(chinese)].sort()).toEqual([...singular(english)].sort());
  });

  it('fill in the same values in both languages', () => {
    const values = (text: string): string[] =>
      [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '');
    for (const [key, text] of chinese) {
      expect([key, ...values(text).sort()]).toEqual([key, ...values(english.get(key) ?? '').sort()]);
    }
  });

  it('know every key that the app uses, and no other', () => {
    const { whole, patterns } = usedKeys();
    const known = singular(english);
    expect([...whole].filter((key) => !known.has(key))).toEqual([]);
    expect(patterns.filter((pattern) => ![...known].some((key) => pattern.test(key)))).toEqual([]);
    const isUsed = (key: string): boolean => whole.has(key) || patterns.some((pattern) => pattern.test(key));
    expect([...known].filter((key) => !isUsed(key))).toEqual([]);
  });

  it('name every word of the contract', () => {
    const names = [
      ...BACKUP_STATUSES.map((status) => `state.${status}`),
      ...BACKUP_TYPES.map((type) => `backupType.${type}`),
      ...BACKUP_TRIGGERS.map((trigger) => `trigger.${trigger}`),
      ...BACKUP_PHASES.map((phase) => `backupPhase.${phase}`),
      ...RESTORE_PHASES.map((phase) => `restorePhase.${phase}`),
      ...RESTORE_STRATEGIES.map((strategy) => `strategy.${strategy}`),
      ...RESTORE_STRATEGIES.map((strategy) => `strategyMeaning.${strategy}`),
      ...BACKUP_TYPES.map((type) => `backupTypeMeaning.${type}`),
      ...COPY_STATES.map((state) => `copyState.${state}`),
      ...PACKAGE_AUTHENTICITIES.flatMap((who) => [`authenticity.${who}.name`, `authenticity.${who}.meaning`]),
      ...RESTORE_MODES.flatMap((mode) => [
        `restoreMode.${mode}`,
        `restoreHeading.${mode}`,
        `cancelRun.${mode}`,
      ]),
      ...TABLE_CHANGES.flatMap((change) => [`tableChange.${change}`, `tableChangeMeaning.${change}`]),
      ...TABLE_PLACEMENTS.flatMap((way) => [`placement.${way}`, `placementMeaning.${way}`]),
      ...VERIFICATION_LEVELS.flatMap((level) => [`level.${level}.name`, `level.${level}.meaning`]),
      ...AUDIT_ACTIONS.map((action) => `auditAction.${action}`),
    ];
    expect(names.filter((name) => !english.has(name))).toEqual([]);
  });
});
