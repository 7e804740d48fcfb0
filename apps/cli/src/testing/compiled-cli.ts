/** The command as JavaScript in a throw-away directory, for specs that run it as a program. */

import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { transformFile } from '@swc/core';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

export interface CompiledCli {
  /** Path of the compiled `main.ts`. */
  program: string;
  remove(): Promise<void>;
}

export async function compileCli(): Promise<CompiledCli> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'holdfast-cli-'));
  const contract = join(root, 'node_modules/@holdfast/contract');
  await compile('libs/contract', join(contract, 'dist'));
  await compile('apps/cli', join(root, 'dist'));
  await symlink(join(ROOT, 'libs/contract/package.json'), join(contract, 'package.json'));
  await writeFile(join(root, 'package.json'), JSON.stringify({ type: 'module', version: '1.2.3' }));
  for (const name of ['commander', 'cli-progress', 'cli-table3']) {
    await symlink(join(ROOT, 'node_modules', name), join(root, 'node_modules', name));
  }
  return {
    program: join(root, 'dist/main.js'),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function compile(folder: string, target: string): Promise<void> {
  const source = join(ROOT, folder, 'src');
  const files = (await readdir(source, { recursive: true })).filter(isProgram);
  for (const file of files) {
    const { code } = await transformFile(join(source, file), {
      swcrc: false,
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'es6' },
    });
    const script = join(target, file.replace(/\.ts$/, '.js'));
    await mkdir(dirname(script), { recursive: true });
    await writeFile(script, code);
  }
}

function isProgram(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.startsWith('testing/');
}
