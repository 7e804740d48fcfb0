/** Where the command reads and writes; injected, so that tests can read along. */

export interface Terminal {
  readonly stdin: NodeJS.ReadableStream;
  /** Results. */
  readonly stdout: NodeJS.WritableStream;
  /** Messages, progress and questions. */
  readonly stderr: NodeJS.WritableStream;
  /** A person sits there who can be asked. */
  readonly isInteractive: boolean;
  /** Messages go to a screen on which a line can be drawn again. */
  readonly isScreen: boolean;
  readonly columns: number;
}

const DEFAULT_COLUMNS = 80;

export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process;
  return {
    stdin,
    stdout,
    stderr,
    isInteractive: stdin.isTTY && stderr.isTTY,
    isScreen: stderr.isTTY,
    columns: stdout.isTTY ? stdout.columns : DEFAULT_COLUMNS,
  };
}

/** `holdfast list | head` closes the pipe early; that is no error. */
export function endQuietlyWhenNobodyReads(stream: NodeJS.WritableStream, end: () => void): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    end();
  });
}
