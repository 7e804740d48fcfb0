/** Makes text from elsewhere safe to show: a description must not move the cursor or colour the screen. */

/** Control characters, and the marks that turn the direction of writing. */
const UNPRINTABLE = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

export function printable(text: string): string {
  return text.replace(UNPRINTABLE, (mark) => (mark === '\n' || mark === '\t' ? mark : '\ufffd'));
}
