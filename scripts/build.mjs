/**
 * Builds everything: libraries, server and CLI by swc (`src` → `dist`), the web app by Vite.
 * `--only=engine,server` builds just these; any other name is a folder, such as `bench`.
 */
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';

import { transform } from '@swc/core';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export const COMPILED = {
  contract: 'libs/contract',
  engine: 'libs/engine',
  catalog: 'libs/catalog',
  server: 'apps/server',
  cli: 'apps/cli',
};

/** What belongs to the tests stays out of the product. */
function isProduct(path) {
  return !/\.(spec|test)\.ts$|\.d\.ts$/.test(path) && !path.split('/').includes('testing');
}

async function compileFile(source, target, options) {
  await mkdir(dirname(target), { recursive: true });
  if (!source.endsWith('.ts')) return copyFile(source, target);

  const script = target.replace(/\.ts$/, '.js');
  const { code, map } = await transform(await readFile(source, 'utf8'), {
    ...options,
    filename: source,
    sourceFileName: relative(dirname(script), source),
  });
  await writeFile(script, code);
  return writeFile(`${script}.map`, map);
}

async function compile(folder) {
  const source = join(ROOT, folder, 'src');
  const target = join(ROOT, folder, 'dist');
  const options = { ...JSON.parse(await readFile(join(ROOT, '.swcrc'), 'utf8')), swcrc: false };
  delete options.$schema;

  await rm(target, { recursive: true, force: true });
  const entries = await readdir(source, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(source.length + 1))
    .filter(isProduct);
  await Promise.all(files.map((file) => compileFile(join(source, file), join(target, file), options)));
  return `${files.length} files`;
}

async function bundleWeb() {
  const { build } = await import('vite');
  await build({ root: join(ROOT, 'apps/web'), logLevel: 'warn' });
  return 'bundled';
}

/** Builds `names` (all where none are given) side by side; throws the first failure. */
export async function buildAll(names = [...Object.keys(COMPILED), 'web'], report = () => {}) {
  await Promise.all(
    names.map(async (name) => {
      const startedAt = performance.now();
      const result = name === 'web' ? await bundleWeb() : await compile(COMPILED[name] ?? name);
      report(`${name}: ${result} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    }),
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const only = process.argv.find((argument) => argument.startsWith('--only='));
  const write = (line) => process.stdout.write(`${line}\n`);
  await buildAll(only?.slice('--only='.length).split(','), write);
}
