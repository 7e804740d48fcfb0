/** Reads a whole number from the command line. */

import { InvalidArgumentError } from 'commander';

import type { Text } from '../messages/text.js';

export function wholeNumber(min: number, max: number, text: Text): (value: string) => number {
  return (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(text('option.whole-number', { min, max }));
  };
}
