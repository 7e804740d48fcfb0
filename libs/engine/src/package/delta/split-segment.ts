/** Cuts a segment in two. */

import type { RawSegment } from './cut-segments.js';
import type { WorkFile } from './work-file.js';
import type { Workspace } from './workspace.js';

/** Takes the segment's file over. */
export async function splitSegment(
  segment: RawSegment,
  atBytes: number,
  workspace: Workspace,
): Promise<{ head: RawSegment; tail: RawSegment }> {
  const { file, sections } = segment;
  const head = await copyOf(file, 0, atBytes, workspace);
  const tail = await copyOf(file, atBytes, file.sizeBytes, workspace);
  await file.release();
  return {
    head: { file: head, sections: sections.filter(({ offsetBytes }) => offsetBytes < atBytes) },
    tail: {
      file: tail,
      sections: sections
        .filter(({ offsetBytes }) => offsetBytes >= atBytes)
        .map(({ name, offsetBytes }) => ({ name, offsetBytes: offsetBytes - atBytes })),
    },
  };
}

async function copyOf(file: WorkFile, start: number, end: number, workspace: Workspace): Promise<WorkFile> {
  const copy = await workspace.createFile();
  await copy.appendFrom(file, start, end);
  return copy;
}
