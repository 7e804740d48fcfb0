/** Exit codes beside those of the contract's error list. */

export const EXIT_CODES = {
  ok: 0,
  /** `status`: something needs a person. */
  attention: 1,
  badInput: 2,
  /** No console answers at the address, or something else does. */
  consoleUnreachable: 20,
  /** Ctrl-C, as shells count it: 128 + SIGINT. */
  interrupted: 130,
} as const;
