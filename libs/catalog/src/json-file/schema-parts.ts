/** What the schemas of the catalog's files are made of. */

import { ERROR_CODES, type ErrorCode } from '@holdfast/contract';
import { z } from 'zod';

/** `Required` too, because a field that is optional on one side alone can be assigned both ways. */
type IsSame<A, B> = [A, Required<A>] extends [B, Required<B>]
  ? [B, Required<B>] extends [A, Required<A>]
    ? true
    : false
  : false;

/** Accepts only a schema whose type is exactly `R`: a field added to one side alone does not compile. */
export function schemaOf<R>() {
  return <S extends z.ZodType>(schema: S & (IsSame<z.output<S>, R> extends true ? unknown : never)) =>
    schema as z.ZodType<R>;
}

export const id = z.string().min(1);
export const text = z.string();
export const instant = z.iso.datetime();
export const count = z.number().int().nonnegative();
/** Not only positive: the clock may be set back while something runs. */
export const milliseconds = z.number();
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const errorCodes = Object.keys(ERROR_CODES) as ErrorCode[];

export const failure = {
  errorCode: z.enum(errorCodes).nullable(),
  errorMessage: text.nullable(),
  errorHint: text.nullable(),
};

export const note = z.strictObject({
  code: text,
  severity: z.enum(['blocker', 'warning', 'info']),
  message: text,
  hint: text.nullable(),
});

export const assertion = { name: text, sql: text };
