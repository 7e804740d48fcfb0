/** How much of the raw streams is looked at at once: what decides about memory, and about what is found. */

export interface DeltaSizes {
  /** Larger ones take more memory, smaller ones more overlap of their references. */
  segmentBytes: number;
  /** A section begins a segment of its own only where the one before has become so large. */
  worthCuttingBytes: number;
  /** How far rows may have moved about without being missed. */
  slackBytes: number;
  maxReferenceBytes: number;
  /** How far ahead the base is read to find out where it goes on after rows were deleted. */
  lookaheadBytes: number;
  /** Less than this is not worth a segment of its own. */
  minSplitBytes: number;
}

const MIB = 1024 * 1024;

export const DELTA_SIZES: DeltaSizes = {
  segmentBytes: 24 * MIB,
  worthCuttingBytes: 8 * MIB,
  slackBytes: 2 * MIB,
  maxReferenceBytes: 52 * MIB,
  lookaheadBytes: 256 * MIB,
  minSplitBytes: 4 * MIB,
};
