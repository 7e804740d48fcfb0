/** Time. The only place where the engine learns it. */
export interface Clock {
  /** The present instant. */
  now(): Date;
  /** Milliseconds from a fixed point; never jumps with the wall clock. For durations. */
  monotonicMs(): number;
  /** Resolves after so many milliseconds; rejects with CANCELED when the signal aborts before. */
  sleep(durationMs: number, signal: AbortSignal): Promise<void>;
}
