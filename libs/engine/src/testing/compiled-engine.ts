/** The engine as JavaScript in a throw-away directory, for tests that need it in other processes. */

import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { transformFile } from '@swc/core';

const LIBS = fileURLToPath(new URL('../../../', import.meta.url));
const MODULES = join(LIBS, '..', 'node_modules');

export interface CompiledEngine {
  /** Path of one of the programs in this folder, compiled. */
  program(name: string): string;
  remove(): Promise<void>;
}

export async function compileEngine(): Promise<CompiledEngine> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'holdfast-compiled-'));
  const modules = join(root, 'node_modules');
  await mkdir(join(modules, '@holdfast'), { recursive: true });
  for (const name of await readdir(MODULES)) {
    if (name !== '@holdfast' && !name.startsWith('.'))
      await symlink(join(MODULES, name), join(modules, name));
  }
  for (const name of ['contract', 'engine']) {
    await compileLibrary(join(LIBS, name, 'src'), join(modules, '@holdfast', name));
  }
  return {
    program: (name) => join(modules, '@holdfast/engine/testing', `${name}.js`),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function compileLibrary(source: string, target: string): Promise<void> {
  const files = (await readdir(source, { recursive: true })).filter(isProgram);
  for (const file of files) await compileFile(join(source, file), join(target, file));
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
