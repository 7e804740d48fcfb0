/** Checks bodies and queries: what is not declared is refused, and every fault is named. */

import type { FieldViolation } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';

export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors: ValidationError[]) => invalid(errors.flatMap((error) => violationsOf(error))),
  });
}

export function invalid(violations: FieldViolation[]): HoldfastError {
  const words = violations.map(({ message }) => message).join('; ');
  return new HoldfastError('VALIDATION_FAILED', `The request is not valid: ${words}.`, {
    details: { violations },
  });
}

function violationsOf(error: ValidationError, parent = ''): FieldViolation[] {
  const field = parent === '' ? error.property : `${parent}.${error.property}`;
  const own = Object.values(error.constraints ?? {}).map((message) => ({
    field,
    message: message.includes(error.property) ? message : `${field} ${message}`,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => violationsOf(child, field))];
}
