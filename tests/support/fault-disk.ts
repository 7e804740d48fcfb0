/** A file system of a chosen size, to fill up. Needs root, or sudo without a password, as mounting does. */

import { chown, mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { mustRunTool, runTool } from './run-tool.js';

const MIB = 1024 * 1024;
const IMPOSSIBLE =
  'Tests of full disks mount a small tmpfs. Run them as root (in a container with CAP_SYS_ADMIN), or let sudo work without a password.';

export class SmallDisk {
  private constructor(readonly path: string) {}

  /** Whether this user may mount; where not, only CI insists on it. */
  static async canMount(): Promise<boolean> {
    return isRoot() || (await runTool('sudo', ['-n', 'true']).catch(() => null))?.code === 0;
  }

  static async mount(sizeMib: number): Promise<SmallDisk> {
    if (!(await SmallDisk.canMount())) throw new Error(IMPOSSIBLE);
    const path = await mkdtemp(join(tmpdir(), 'holdfast-disk-'));
    const owner = `uid=${process.getuid?.() ?? 0},gid=${process.getgid?.() ?? 0}`;
    await asRoot('mount', [
      '-t',
      'tmpfs',
      '-o',
      `size=${sizeMib}m,mode=0755,${owner}`,
      'holdfast-test',
      path,
    ]);
    return new SmallDisk(path);
  }

  /** Leaves only so much free, until `free` is called. */
  async fill(leaveMib: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.path);
    const bytes = Math.max(0, bavail * bsize - leaveMib * MIB);
    await writeFile(this.#filler, Buffer.alloc(bytes));
  }

  async free(): Promise<void> {
    await rm(this.#filler, { force: true });
  }

  /** For a server that runs as another user: whoever owns `path` owns the disk; else it is the same one. */
  async giveToOwnerOf(path: string): Promise<void> {
    const { uid, gid } = await stat(path);
    if (isRoot()) await chown(this.path, uid, gid);
  }

  async unmount(): Promise<void> {
    await asRoot('umount', ['--lazy', this.path]);
    await rm(this.path, { recursive: true, force: true });
  }

  get #filler(): string {
    return join(this.path, 'filler');
  }
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function asRoot(program: string, args: readonly string[]): Promise<string> {
  return isRoot() ? mustRunTool(program, args) : mustRunTool('sudo', ['-n', program, ...args]);
}
