/** Turns a failure into words: the sentence of its code in both languages, the server's detail, the way out. */
import { ERROR_CODES, type ErrorCode } from '@holdfast/contract';
import type { TFunction } from 'i18next';

import { ApiError, ConnectionError } from '../api/api-error.js';

export interface ErrorWords {
  title: string;
  detail: string | null;
  hint: string | null;
  requestId: string | null;
}

export function errorSentence(code: ErrorCode, language: string): string {
  const entry = ERROR_CODES[code];
  return language.startsWith('zh') ? entry.zh : entry.en;
}

/** What to do: the server's own hint, or for readers of Chinese the one of the code. */
export function errorHint(code: ErrorCode, hint: string | null, language: string): string | null {
  return language.startsWith('zh') ? (ERROR_CODES[code].zhHint ?? hint) : hint;
}

export function describeError(error: Error, t: TFunction, language: string): ErrorWords {
  if (error instanceof ConnectionError) {
    return { title: t('errors.connection'), detail: null, hint: t('errors.connectionHint'), requestId: null };
  }
  if (!(error instanceof ApiError)) {
    return {
      title: errorSentence('UNEXPECTED', language),
      detail: error.message,
      hint: null,
      requestId: null,
    };
  }
  const title = errorSentence(error.code, language);
  const said = [error.detail, ...error.violations.map((violation) => violation.message)];
  const detail = [...new Set(said)].filter((part) => part !== null && part !== title).join(' ');
  // Request ids help only where the log has to be read.
  const isUnexpected = ERROR_CODES[error.code].category === 'unexpected';
  return {
    title,
    detail: detail === '' ? null : detail,
    hint: errorHint(error.code, error.hint, language),
    requestId: isUnexpected ? error.requestId : null,
  };
}
