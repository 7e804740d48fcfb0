import { readFile } from 'node:fs/promises';

import { ERROR_CODES } from '@holdfast/contract';

function read(path: string): Promise<string> {
  return readFile(new URL(`../../${path}`, import.meta.url), 'utf8');
}

/** The part of the operations manual under a heading, up to the next one. */
async function section(heading: string): Promise<string> {
  const manual = await read('docs/operations.md');
  const found = manual.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (found === undefined) throw new Error(`There is no section “${heading}”.`);
  return found;
}

/** What stands in backquotes in the first column of a table. */
function firstColumn(text: string): string[] {
  const cells = text.split('\n').flatMap((line) => /^\| (`.*?) +\|/.exec(line)?.[1] ?? []);
  return cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1]!));
}

describe('the operations manual', () => {
  it('lists exactly the variables of .env.example, in their order', async () => {
    const example = await read('.env.example');
    const names = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map((match) => match[1]);
    expect(firstColumn(await section('Environment'))).toEqual(names);
  });

  it('explains error codes that exist, and every one that an administrator has to act on', async () => {
    const explained = firstColumn(await section('What to do when …'));
    expect(explained.filter((code) => !Object.hasOwn(ERROR_CODES, code))).toEqual([]);
    const operational = Object.entries(ERROR_CODES).filter(([, { category }]) => category === 'operational');
    const unexplained = operational.map(([code]) => code).filter((code) => !explained.includes(code));
    expect(unexplained).toEqual([]);
  });
});
