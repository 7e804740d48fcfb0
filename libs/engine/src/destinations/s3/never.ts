/** For requests that nobody cancels. */

/** A new one each time: a signal that lives on would keep the listeners of every request. */
export function never(): AbortSignal {
  return new AbortController().signal;
}
