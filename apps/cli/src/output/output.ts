/** Results go to standard output, as text or as one JSON document; messages go to standard error. */

import type { Terminal } from './terminal.js';

export class Output {
  readonly terminal: Terminal;
  readonly isJson: boolean;

  constructor(terminal: Terminal, isJson: boolean) {
    this.terminal = terminal;
    this.isJson = isJson;
  }

  /** What was asked for. Call it once per command: scripts expect one document. */
  result(document: unknown, render: () => string): void {
    const text = this.isJson ? JSON.stringify(document, null, 2) : render();
    this.terminal.stdout.write(`${text}\n`);
  }

  /** For the person who watches. */
  message(line: string): void {
    this.terminal.stderr.write(`${line}\n`);
  }
}
