/** The command's one translator of errors: sentences on standard error, JSON for scripts, an exit code. */

import { ERROR_CODES } from '@holdfast/contract';

import { CliError, Interrupted, isErrorCode } from '../cli-error.js';
import { EXIT_CODES } from '../exit-codes.js';
import type { Language } from '../messages/language.js';
import type { Text } from '../messages/text.js';
import { messageOf } from '../system-error.js';
import type { Output } from './output.js';
import { printable } from './printable.js';

/** @returns the exit code */
export function reportError(error: unknown, output: Output, language: Language, text: Text): number {
  if (error instanceof Interrupted) return EXIT_CODES.interrupted;
  const known = error instanceof CliError ? error : unexpected(error, text);
  for (const line of linesOf(known, language)) output.message(printable(line));
  if (output.isJson) output.result(known.document ?? { error: documentOf(known) }, () => '');
  return known.exitCode;
}

function unexpected(error: unknown, text: Text): CliError {
  return new CliError('UNEXPECTED', messageOf(error), { hint: text('error.unexpected.hint'), cause: error });
}

function linesOf({ code, message, hint, requestId, violations }: CliError, language: Language): string[] {
  const sentence = isErrorCode(code) ? ERROR_CODES[code][language === 'en' ? 'en' : 'zh'] : message;
  const reference = requestId === null ? code : `${code} · ${requestId}`;
  return [
    `✗ ${sentence}`,
    ...(message === sentence ? [] : [`  ${message}`]),
    ...violations.map((violation) => `  - ${violation.field}: ${violation.message}`),
    ...(hint === null ? [] : [`  → ${hint}`]),
    `  (${reference})`,
  ];
}

function documentOf({ code, message, hint, exitCode, requestId, violations }: CliError): object {
  return { code, message, hint, exitCode, requestId, ...(violations.length > 0 ? { violations } : {}) };
}
