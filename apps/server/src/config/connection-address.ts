/** Checks connection addresses without ever repeating them: they hold passwords. */

import {
  ValidatorConstraint,
  type ValidationArguments,
  type ValidatorConstraintInterface,
} from 'class-validator';

@ValidatorConstraint({ name: 'connectionAddress' })
export class ConnectionAddress implements ValidatorConstraintInterface {
  validate(value: unknown, args: ValidationArguments): boolean {
    if (typeof value !== 'string' || !URL.canParse(value)) return false;
    const url = new URL(value);
    if (!protocolsOf(args).includes(url.protocol)) return false;
    return !url.protocol.startsWith('postgres') || hasDatabaseName(url);
  }

  defaultMessage(args: ValidationArguments): string {
    const [first] = protocolsOf(args);
    const example = first?.startsWith('postgres')
      ? 'user:password@host:5432/database'
      : 'user:password@host:587';
    return `must be an address such as ${first ?? ''}//${example}; special characters in a password are percent-encoded`;
  }
}

function protocolsOf(args: ValidationArguments): string[] {
  return args.constraints[0] as string[];
}

function hasDatabaseName(url: URL): boolean {
  try {
    return decodeURIComponent(url.pathname).length > 1;
  } catch {
    return false;
  }
}
