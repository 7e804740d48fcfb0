/** What every command is handed. */

import type { ConsoleClient } from './api/console-client.js';
import type { CliConfig } from './config.js';
import type { LocalEngine } from './local-engine.js';
import type { Text } from './messages/text.js';
import type { Output } from './output/output.js';

export interface CommandContext {
  config: CliConfig;
  text: Text;
  output: Output;
  /** Ctrl-C. */
  interrupt: AbortSignal;
  pollIntervalMs: number;
  /** @throws CliError CONFIG_INVALID where the address or the key cannot be right */
  connect(): ConsoleClient;
  /** What `doctor` asks about this machine. */
  makeEngine(): Promise<LocalEngine>;
  /** For a command that did its work and has bad news; 0 where it is not called. */
  exitWith(exitCode: number): void;
}
