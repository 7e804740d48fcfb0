/** A temporary copy of the repository's skeleton in which rules can be broken on purpose. */

import { spawn } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));

const SKELETON = [
  'package.json',
  'tsconfig.json',
  'tsconfig.base.json',
  'eslint.config.mjs',
  '.dependency-cruiser.cjs',
  'tests/rules/house-rules.mjs',
];

const WORKSPACES = ['libs/contract', 'libs/engine', 'libs/catalog', 'apps/server', 'apps/web', 'apps/cli'];

const INNOCENT = '/** Imported by a seed. */\nexport const value = 1;\n';

export class SeededTree {
  private constructor(readonly root: string) {}

  static async create(): Promise<SeededTree> {
    const tree = new SeededTree(await mkdtemp(join(tmpdir(), 'holdfast-rules-')));
    for (const file of SKELETON) await cp(join(REPOSITORY, file), join(tree.root, file));
    for (const workspace of WORKSPACES) await tree.addWorkspace(workspace);
    await tree.linkPackages();
    return tree;
  }

  async write(path: string, text: string): Promise<void> {
    const file = join(this.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  /** A file that imports `target`: a file of this tree (made if missing), a package, or nothing. */
  async writeImport(from: string, target: string | null): Promise<void> {
    if (target === null) return this.write(from, INNOCENT);
    const isFile = /^(?:apps|libs|tests)\//.test(target);
    if (isFile) await this.writeMissing(target);
    const specifier = isFile ? relativeImport(from, target) : target;
    return this.write(
      from,
      `/** Breaks a rule. */\nimport * as seen from '${specifier}';\nexport { seen };\n`,
    );
  }

  /** Runs a program of node_modules in this tree and returns its standard output. */
  async run(program: string, args: readonly string[]): Promise<string> {
    const script = join(REPOSITORY, 'node_modules', program);
    const child = spawn(process.execPath, [script, ...args], {
      cwd: this.root,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const chunks: Buffer[] = [];
    for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString('utf8');
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }

  private async addWorkspace(workspace: string): Promise<void> {
    const manifest = await readFile(join(REPOSITORY, workspace, 'package.json'), 'utf8');
    const parsed = JSON.parse(manifest) as { dependencies?: Record<string, string> };
    // The framework is declared, so that only the rule about frameworks stands in its way.
    if (workspace === 'libs/engine') parsed.dependencies = { ...parsed.dependencies, '@nestjs/common': '*' };
    await this.write(`${workspace}/package.json`, JSON.stringify(parsed));
    if (workspace.startsWith('libs/')) await this.write(`${workspace}/src/index.ts`, INNOCENT);
  }

  private async linkPackages(): Promise<void> {
    const packages = join(this.root, 'node_modules');
    await mkdir(join(packages, '@holdfast'), { recursive: true });
    for (const name of await readdir(join(REPOSITORY, 'node_modules'))) {
      if (name !== '@holdfast' && !name.startsWith('.')) {
        await symlink(join(REPOSITORY, 'node_modules', name), join(packages, name));
      }
    }
    for (const workspace of WORKSPACES) {
      const name = workspace.split('/')[1] ?? '';
      await symlink(join(this.root, workspace), join(packages, '@holdfast', name));
    }
  }

  private async writeMissing(path: string): Promise<void> {
    const isThere = await stat(join(this.root, path)).catch(() => null);
    if (isThere === null) await this.write(path, INNOCENT);
  }
}

function relativeImport(from: string, target: string): string {
  const path = relative(dirname(from), target).replace(/\.ts$/, '.js');
  return path.startsWith('.') ? path : `./${path}`;
}
