/** Checks HOLDFAST_URL and HOLDFAST_API_KEY before anything is sent anywhere. */

import type { CliConfig } from '../config.js';
import { CliError } from '../cli-error.js';
import type { Text } from '../messages/text.js';

/** @throws CliError CONFIG_INVALID */
export function consoleAddress({ url, apiKey }: CliConfig, text: Text): { url: URL; apiKey: string | null } {
  // Whatever cannot be in a header would otherwise fail later as if nobody answered.
  if (apiKey !== null && !/^[\x21-\x7e]+$/.test(apiKey)) {
    throw new CliError('CONFIG_INVALID', text('config.key.invalid'), { hint: text('console.key.hint') });
  }
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) {
    const hint = text('config.url.hint');
    throw new CliError('CONFIG_INVALID', text('config.url.invalid', { url }), { hint });
  }
  return { url: parsed, apiKey };
}
