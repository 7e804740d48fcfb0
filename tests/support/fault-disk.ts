/** A file system of a chosen size, to fill up. Needs root, as mounting does. */

import { chown, mkdtemp, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { mustRunTool } from './run-tool.js';

const MIB = 1024 * 1024;
const NEEDS_ROOT =
  'Tests of full disks mount a small tmpfs, which takes root. Run them as root, e.g. in the container of CI.';

export class SmallDisk {
  private constructor(readonly path: string) {}

  static async mount(sizeMib: number): Promise<SmallDisk> {
    if (process.getuid?.() !== 0) throw new Error(NEEDS_ROOT);
    const path = await mkdtemp(join(tmpdir(), 'holdfast-disk-'));
    await mustRunTool('mount', ['-t', 'tmpfs', '-o', `size=${sizeMib}m,mode=0755`, 'holdfast-test', path]);
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

  /** For a server that runs as another user: whoever owns `path` owns the disk. */
  async giveToOwnerOf(path: string): Promise<void> {
    const { uid, gid } = await stat(path);
    await chown(this.path, uid, gid);
  }

  async unmount(): Promise<void> {
    await mustRunTool('umount', ['--lazy', this.path]);
    await rm(this.path, { recursive: true, force: true });
  }

  get #filler(): string {
    return join(this.path, 'filler');
  }
}
