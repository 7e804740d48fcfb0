/** A real SMTP server that keeps what it is sent. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

import { SMTPServer } from 'smtp-server';

export interface Mail {
  to: string[];
  body: string;
}

export class MailServer {
  readonly mails: Mail[] = [];
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      onAuth: ({ username }, _session, done) => done(null, { user: username ?? '' }),
      onData: (stream, { envelope }, done) => {
        text(stream).then((raw) => {
          this.mails.push({ to: envelope.rcptTo.map(({ address }) => address), body: bodyOf(raw) });
          done();
        }, done);
      },
    });
  }

  static async start(): Promise<MailServer> {
    const mailServer = new MailServer();
    mailServer.#server.listen(0, '127.0.0.1');
    await once(mailServer.#server.server, 'listening');
    return mailServer;
  }

  get url(): string {
    const { port } = this.#server.server.address() as AddressInfo;
    return `smtp://mailer:mail-password@127.0.0.1:${port}`;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

function bodyOf(raw: string): string {
  const at = raw.indexOf('\r\n\r\n');
  const body = raw.slice(at + 4);
  const isBase64 = /^content-transfer-encoding: *base64/im.test(raw.slice(0, at));
  return isBase64 ? Buffer.from(body, 'base64').toString('utf8') : fromQuotedPrintable(body);
}

function fromQuotedPrintable(body: string): string {
  const joined = body.replace(/=\r?\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_match, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
