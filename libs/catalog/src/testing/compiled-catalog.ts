/** The library as JavaScript in a throw-away directory, for tests that need it in other processes. */

import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { transformFile } from '@swc/core';

const LIBS = fileURLToPath(new URL('../../../', import.meta.url));
const MODULES = join(LIBS, '..', 'node_modules');

export interface CompiledCatalog {
  /** Path of the compiled `child-program.ts`. */
  program: string;
  remove(): Promise<void>;
}

export async function compileCatalog(): Promise<CompiledCatalog> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'holdfast-compiled-'));
  for (const name of ['contract', 'catalog']) await compileLibrary(name, root);
  for (const name of ['zod', 'proper-lockfile']) {
    await symlink(join(MODULES, name), join(root, 'node_modules', name));
  }
  return {
    program: join(root, 'node_modules/@holdfast/catalog/testing/child-program.js'),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function compileLibrary(name: string, root: string): Promise<void> {
  const source = join(LIBS, name, 'src');
  const target = join(root, 'node_modules/@holdfast', name);
  const files = (await readdir(source, { recursive: true })).filter(isProgram);
  await Promise.all(files.map((file) => compileFile(join(source, file), join(target, file))));
  await writeFile(join(target, 'package.json'), JSON.stringify({ type: 'module', exports: './index.js' }));
}

async function compileFile(source: string, target: string): Promise<void> {
  const { code } = await transformFile(source, {
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'es6' },
  });
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target.replace(/\.ts$/, '.js'), code);
}

function isProgram(file: string): boolean {
  return file.endsWith('.ts') && !/\.(spec|contract)\.ts$/.test(file);
}
