/** Lets only identifiers through of which no path can be built. */

import { HoldfastError, SAFE_ID } from '@holdfast/engine';
import { Injectable, type PipeTransform } from '@nestjs/common';

const MAX_LENGTH = 200;

@Injectable()
export class SafeIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (value.length <= MAX_LENGTH && SAFE_ID.test(value)) return value;
    throw new HoldfastError('INVALID_ID', 'The identifier in the address is not valid.', {
      hint: 'An identifier has letters, digits, hyphens, underscores and single dots.',
    });
  }
}
