/** The secret values in a configuration, so that logs and answers can be cleared of them. */

import type { Secret } from '@holdfast/engine';

import type { ServerConfig } from './server-config.js';

/** Shorter values would blacken ordinary words. */
const MIN_LENGTH = 6;

export function secretsOf(config: ServerConfig): string[] {
  const secrets = [
    config.encryption.key?.reveal(),
    config.admin.password?.reveal(),
    config.s3?.secretAccessKey.reveal(),
    ...passwordsOf(config.databaseUrl),
    ...passwordsOf(config.drill.databaseUrl),
    ...passwordsOf(config.notifications.smtpUrl),
  ];
  return secrets.filter((value): value is string => value !== undefined && value.length >= MIN_LENGTH);
}

/** As written in the address and as it is sent. */
function passwordsOf(address: Secret | null): string[] {
  if (address === null) return [];
  const { password } = new URL(address.reveal());
  return [password, decodePercent(password)];
}

function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
