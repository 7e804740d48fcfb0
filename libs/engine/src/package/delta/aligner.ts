/**
 * Finds for each segment the piece of the base that resembles it most, reading the base forward only.
 *
 * A wrong guess makes the delta larger, never wrong: whatever piece is chosen, the segment is packed against it.
 */
import type { BaseSections, SectionRange } from './base-sections.js';
import type { BaseWindow } from './base-window.js';
import type { RawSegment } from './cut-segments.js';
import type { DeltaSizes } from './delta-sizes.js';
import { Finder } from './find-bytes.js';
import { type Match, Matches } from './matches.js';
import { takeSamples } from './samples.js';
import type { SegmentReference } from './segment-name.js';
import { splitSegment } from './split-segment.js';
import type { WorkFile } from './work-file.js';
import type { Workspace } from './workspace.js';

export interface PlacedSegment {
  file: WorkFile;
  /** Null where there is nothing to refer to. */
  reference: (SegmentReference & { file: WorkFile }) | null;
  /** Whether lines of the segment were found there; otherwise it may do without just as well. */
  isFound: boolean;
}

/** A segment, or what is left of it. */
interface Outlook {
  known: Match[];
  /** The base's section that the end of the segment belongs to; null: one that the base does not have. */
  section: SectionRange | null;
  /** Where the last section, or the segment, is expected to begin in the base. */
  last: Match;
  sizeBytes: number;
}

export class Aligner {
  readonly #window: BaseWindow;
  readonly #finder: Finder;
  readonly #sections: BaseSections;
  readonly #workspace: Workspace;
  readonly #sizes: DeltaSizes;
  /** Where the next segment is expected to begin in the base. */
  #position = 0;
  /** The last place that was seen to be the same. */
  #confirmed = 0;
  #section: SectionRange | null;
  #lentFrom = 0;
  /** Segments to let pass before the base is looked ahead again, and how many that will be after the next miss. */
  #lookaheadPause = 0;
  #nextPause = 1;

  constructor(window: BaseWindow, sections: BaseSections, workspace: Workspace, sizes: DeltaSizes) {
    this.#window = window;
    this.#finder = new Finder(window);
    this.#sections = sections;
    this.#workspace = workspace;
    this.#sizes = sizes;
    this.#section = sections.of(null);
  }

  /** The segment in one or more pieces; whoever gets them releases their files. */
  async *place(segment: RawSegment): AsyncGenerator<PlacedSegment> {
    let rest: RawSegment | null = segment;
    while (rest !== null) {
      const { head, tail }: { head: PlacedSegment; tail: RawSegment | null } = await this.#placeHead(rest);
      yield head;
      rest = tail;
    }
  }

  async #placeHead(segment: RawSegment): Promise<{ head: PlacedSegment; tail: RawSegment | null }> {
    const jump = this.#farSectionIn(segment);
    if (jump !== null) return this.#split(segment, jump);
    const outlook = this.#look(segment);
    await this.#moveWindow(outlook);
    const matches = new Matches(this.#finder, await takeSamples(segment.file));
    await matches.search(outlook.known);
    if (this.#isTailMissing(matches, outlook)) await this.#widen(matches, outlook);
    if (this.#isTailMissing(matches, outlook) && this.#mayLookAhead(matches, outlook)) {
      const end = matches.last?.offsetBytes ?? 0;
      if (end >= this.#sizes.minSplitBytes) return this.#split(segment, end);
      await this.#lookAhead(matches, outlook);
    }
    return { head: await this.#settle(segment, matches, outlook), tail: null };
  }

  /** Places the part before the cut without asking again whether to cut there. */
  async #split(
    segment: RawSegment,
    atBytes: number,
  ): Promise<{ head: PlacedSegment; tail: RawSegment | null }> {
    const { head, tail } = await splitSegment(segment, atBytes, this.#workspace);
    const outlook = this.#look(head);
    await this.#moveWindow(outlook);
    const matches = new Matches(this.#finder, await takeSamples(head.file));
    await matches.search(outlook.known);
    return { head: await this.#settle(head, matches, outlook), tail };
  }

  /** A section whose place in the base is too far from the segment's beginning for one reference. */
  #farSectionIn(segment: RawSegment): number | null {
    let start = this.#position;
    for (const { name, offsetBytes } of segment.sections) {
      const range = this.#sections.of(name);
      if (range === null || range.startBytes < this.#window.startBytes) continue;
      if (offsetBytes === 0) start = range.startBytes;
      else if (range.startBytes - start > this.#sizes.maxReferenceBytes - 3 * this.#sizes.slackBytes)
        return offsetBytes;
    }
    return null;
  }

  #look({ file, sections }: RawSegment): Outlook {
    const known: Match[] = [];
    let section = this.#section;
    for (const { name, offsetBytes } of sections) {
      section = this.#sections.of(name);
      // What lies behind cannot be read any more.
      if (section !== null && section.endBytes <= this.#window.startBytes) section = null;
      if (section !== null) known.push({ offsetBytes, baseBytes: section.startBytes });
    }
    const [first] = known;
    if (first?.offsetBytes === 0) this.#confirmed = this.#position = first.baseBytes;
    else known.unshift({ offsetBytes: 0, baseBytes: this.#position });
    this.#section = section;
    const last = known.at(-1) ?? { offsetBytes: 0, baseBytes: this.#position };
    return { known, section, last, sizeBytes: file.sizeBytes };
  }

  async #moveWindow(outlook: Outlook): Promise<void> {
    const end = this.#expectedEnd(outlook) + this.#sizes.slackBytes;
    const begin = Math.min(this.#confirmed, this.#position) - this.#sizes.slackBytes;
    const latest = this.#position - this.#sizes.slackBytes;
    await this.#window.slideTo(Math.min(Math.max(begin, end - this.#sizes.maxReferenceBytes), latest));
    await this.#window.readTo(Math.min(end, this.#window.startBytes + this.#sizes.maxReferenceBytes));
  }

  #expectedEnd({ last, sizeBytes, section }: Outlook): number {
    const end = last.baseBytes + sizeBytes - last.offsetBytes;
    return section === null ? end : Math.min(end, section.endBytes);
  }

  #isTailMissing(matches: Matches, { sizeBytes, last }: Outlook): boolean {
    const end = Math.max(matches.last?.offsetBytes ?? 0, last.offsetBytes);
    return sizeBytes - end > sizeBytes / 4;
  }

  /** Rows were deleted: so many bytes of the segment take more of the base. */
  async #widen(matches: Matches, { known, section }: Outlook): Promise<void> {
    const end = (section ?? this.#sections.whole).endBytes + this.#sizes.slackBytes;
    const before = this.#window.endBytes;
    await this.#window.readTo(Math.min(end, this.#window.startBytes + this.#sizes.maxReferenceBytes));
    if (this.#window.endBytes > before) await matches.search(known);
  }

  #mayLookAhead(matches: Matches, { section, last }: Outlook): boolean {
    const reached = Math.max(matches.last?.baseBytes ?? 0, last.baseBytes);
    const isAnythingAhead = section !== null && section.endBytes - reached > this.#sizes.slackBytes;
    if (!isAnythingAhead) return false;
    if (this.#lookaheadPause === 0) return true;
    this.#lookaheadPause -= 1;
    return false;
  }

  async #lookAhead(matches: Matches, { known, section }: Outlook): Promise<void> {
    const end = Math.min(section?.endBytes ?? 0, this.#window.startBytes + this.#sizes.lookaheadBytes);
    await this.#window.readTo(end);
    await matches.search(known);
    if (matches.last !== null) return;
    this.#lookaheadPause = this.#nextPause;
    this.#nextPause *= 2;
  }

  /** Chooses the reference and remembers where the segment ended. */
  async #settle(segment: RawSegment, matches: Matches, outlook: Outlook): Promise<PlacedSegment> {
    const reference = await this.#lend(this.#rangeFor(matches.all, outlook));
    const last = matches.last;
    const end = (section: SectionRange | null): number => (section ?? this.#sections.whole).endBytes;
    if (last !== null) {
      this.#confirmed = last.baseBytes;
      const next = last.baseBytes + outlook.sizeBytes - last.offsetBytes;
      this.#position = Math.max(last.baseBytes, Math.min(next, end(outlook.section)));
      this.#nextPause = 1;
      this.#lookaheadPause = 0;
    } else if (outlook.section !== null) {
      this.#position = Math.max(this.#position, this.#expectedEnd(outlook));
    }
    return { file: segment.file, reference, isFound: last !== null };
  }

  #rangeFor(matches: readonly Match[], outlook: Outlook): SegmentReference {
    const first = matches[0] ?? outlook.known[0];
    const last = matches.at(-1);
    const { startBytes, endBytes } = this.#window;
    if (endBytes - startBytes <= this.#sizes.maxReferenceBytes) {
      return { offsetBytes: startBytes, lengthBytes: endBytes - startBytes };
    }
    const begin =
      first === undefined ? startBytes : first.baseBytes - first.offsetBytes - this.#sizes.slackBytes;
    const offsetBytes = Math.min(Math.max(startBytes, begin), endBytes);
    const wanted =
      last === undefined
        ? this.#expectedEnd(outlook)
        : last.baseBytes + outlook.sizeBytes - last.offsetBytes + this.#sizes.slackBytes;
    const end = Math.min(
      Math.max(wanted, offsetBytes),
      endBytes,
      offsetBytes + this.#sizes.maxReferenceBytes,
    );
    return { offsetBytes, lengthBytes: end - offsetBytes };
  }

  /** Whoever unpacks it reads the base forward only, too. */
  async #lend(range: SegmentReference): Promise<PlacedSegment['reference']> {
    const offsetBytes = Math.max(range.offsetBytes, this.#lentFrom);
    const lengthBytes = range.offsetBytes + range.lengthBytes - offsetBytes;
    if (lengthBytes <= 0) return null;
    this.#lentFrom = offsetBytes;
    return { offsetBytes, lengthBytes, file: await this.#window.lend({ offsetBytes, lengthBytes }) };
  }
}
