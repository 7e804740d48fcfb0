import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

import { ROUTES } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SMTPServer } from 'smtp-server';

import { makeBackup } from '../testing/backups.js';
import { eventually, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';

interface Mail {
  to: string[];
  text: string;
}

describe('Notifications', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let smtp: SMTPServer;
  let mails: Mail[];

  beforeEach(async () => {
    directory = await temporaryDirectory();
    mails = [];
    smtp = receiveMail(mails);
    smtp.listen(0, '127.0.0.1');
    await once(smtp.server, 'listening');
    const { port } = smtp.server.address() as AddressInfo;
    server = await startTestServer({
      directory: directory.path,
      env: {
        SMTP_URL: `smtp://mailer:smtp-canary-1@127.0.0.1:${port}`,
        NOTIFICATION_FROM: 'Holdfast <backup@example.org>',
        NOTIFICATION_RECIPIENTS: 'ops@example.org, boss@example.org',
      },
    });
  });

  afterEach(async () => {
    await server.close();
    await new Promise<void>((resolve) => smtp.close(resolve));
    await directory.remove();
  });

  it('mails a failed backup to every recipient: what failed, why, and what to do', async () => {
    server.engine.onBackUp = () =>
      Promise.reject(
        new HoldfastError('SOURCE_UNREACHABLE', 'No answer from the database.', { hint: 'Start it.' }),
      );
    const id = await makeBackup(server);
    const [mail] = await eventually(
      async () => mails,
      ({ length }) => length === 1,
    );
    expect(mail?.to).toEqual(['ops@example.org', 'boss@example.org']);
    for (const part of [id, 'Reason: No answer from the database.', 'What to do: Start it.', '备份失败']) {
      expect(mail?.text).toContain(part);
    }
  });

  it('mails nothing about a backup that went well', async () => {
    await makeBackup(server);
    await server.admin.post(ROUTES.notificationTest).expect(200);
    await eventually(
      async () => mails,
      ({ length }) => length > 0,
    );
    expect(mails).toHaveLength(1);
    expect(mails[0]?.text).toContain('Test message');
  });

  it('mails the end of a restore, good or bad', async () => {
    const backupId = await makeBackup(server);
    await server.admin
      .post(ROUTES.backupRestores(backupId))
      .send({ mode: 'apply', confirm: 'shop' })
      .expect(202);
    await eventually(
      async () => mails,
      ({ length }) => length === 1,
    );
    expect(mails[0]?.text).toContain('Data of shop restored');
    server.engine.onRestore = () =>
      Promise.reject(new HoldfastError('RESTORE_MISMATCH', 'public.customer differs.'));
    await server.admin
      .post(ROUTES.backupRestores(backupId))
      .send({ mode: 'apply', confirm: 'shop' })
      .expect(202);
    await eventually(
      async () => mails,
      ({ length }) => length === 2,
    );
    expect(mails[1]?.text).toContain('public.customer differs.');
  });

  it('mails nobody once e-mail is switched off, and the log still has it', async () => {
    const notifications = { emailNotificationsEnabled: false };
    await server.admin.patch(ROUTES.settings).send({ notifications }).expect(200);
    server.engine.onBackUp = () => Promise.reject(new HoldfastError('STORAGE_FULL', 'The disk is full.'));
    await makeBackup(server);
    await eventually(
      async () => server.logs.join(''),
      (text) => text.includes('Notification: Backup of shop failed'),
    );
    const answer = await server.admin.post(ROUTES.notificationTest);
    expect(answer.body).toMatchObject({ status: 502, code: 'NOTIFICATION_FAILED' });
    expect(mails).toEqual([]);
  });

  it('says why a test message failed, without the password', async () => {
    await new Promise<void>((resolve) => smtp.close(resolve));
    const answer = await server.admin.post(ROUTES.notificationTest);
    expect(answer.body).toMatchObject({
      status: 502,
      code: 'NOTIFICATION_FAILED',
      hint: expect.stringContaining('SMTP_URL'),
    });
    expect(answer.text + server.logs.join('')).not.toContain('smtp-canary-1');
  });

  it('lets a backup end although the mail server is gone', async () => {
    await new Promise<void>((resolve) => smtp.close(resolve));
    server.engine.onBackUp = () => Promise.reject(new HoldfastError('STORAGE_FULL', 'The disk is full.'));
    const id = await makeBackup(server);
    expect(await server.catalog.backups.get(id)).toMatchObject({
      status: 'failed',
      errorCode: 'STORAGE_FULL',
    });
    await eventually(
      async () => server.logs.join(''),
      (text) => text.includes('A notification could not be sent'),
    );
  });
});

/** A real server on the loopback that takes any mail. */
function receiveMail(mails: Mail[]): SMTPServer {
  return new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username }, _session, done) => done(null, { user: username }),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, text: decoded(Buffer.concat(chunks).toString('utf8')) });
        done();
      });
    },
  });
}

/** The text of a mail, its body decoded from the transfer encoding that it names. */
function decoded(raw: string): string {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/transfer-encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/transfer-encoding: quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
