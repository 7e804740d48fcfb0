/** Reads the environment; whatever is wrong with it is reported at once, all of it, never with the values. */

import 'reflect-metadata';

import { HoldfastError } from '@holdfast/engine';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';

import { Environment } from './environment.js';
import { toServerConfig, type ServerConfig } from './server-config.js';

export type RawEnvironment = Record<string, string | undefined>;

/**
 * The AWS SDK warns of Node.js 20 when its first client is made, in the middle of the log. Which Node.js runs
 * is told by `doctor`; nothing of the SDK that is used here needs a newer one.
 */
export function quietAwsSdk(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
}

/** @throws CONFIG_INVALID that lists every variable that is wrong. */
export function loadConfig(raw: RawEnvironment = process.env): ServerConfig {
  const environment = plainToInstance(Environment, onlyOurs(raw), { exposeDefaultValues: true });
  const problems = validateSync(environment).map(
    ({ property, constraints }) => `${property} ${firstMessage(property, constraints)}`,
  );
  if (problems.length > 0) {
    throw new HoldfastError('CONFIG_INVALID', `The environment is not valid: ${problems.join('; ')}.`, {
      hint: 'Correct these variables (see .env.example) and start again.',
    });
  }
  return toServerConfig(environment, raw['PATH'] ?? '');
}

export function environmentNames(): string[] {
  return Object.keys(new Environment());
}

/** An empty variable counts as not set, as in `KEY= node …` and in most env files. */
function onlyOurs(raw: RawEnvironment): RawEnvironment {
  const ours = environmentNames().map((name) => [name, raw[name]?.trim()] as const);
  return Object.fromEntries(ours.filter(([, value]) => value !== undefined && value !== ''));
}

function firstMessage(property: string, constraints: Record<string, string> | undefined): string {
  // Decorators apply from the bottom: the last message is that of the topmost, the most general one.
  const words = Object.values(constraints ?? {}).at(-1) ?? 'is not valid';
  return words.startsWith(property) ? words.slice(property.length).trim() : words;
}
