import { createPublicKey } from 'node:crypto';

import { ROUTES, type EncryptionKeysView, type EncryptionKeyView } from '@holdfast/contract';
import { HoldfastError, signingKeyPem } from '@holdfast/engine';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { makeBackup } from '../testing/backups.js';
import { logIn, startTestServer, temporaryDirectory, type TestServer } from '../testing/test-server.js';
import { kitPage } from './kit-page.js';

const IDENTITY = `AGE-SECRET-KEY-1${'Q'.repeat(58)}`;
/** Of RFC 8032, 7.1, test 1. */
const ED25519_DER = 'MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';

describe('Keys and the recovery kit', () => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let server: TestServer;
  let cookie: string;

  beforeEach(async () => {
    directory = await temporaryDirectory();
    server = await startTestServer({ directory: directory.path });
    server.engine.identities = [IDENTITY];
    cookie = await logIn(server.app);
  });

  afterEach(async () => {
    await server.close();
    await directory.remove();
  });

  const asPerson = (verb: 'get' | 'post', path: string) => server.anonymous[verb](path).set('cookie', cookie);

  async function lastAudited() {
    return (await server.catalog.audit.list(1, 0)).items[0];
  }

  it('lists the keys without their secrets', async () => {
    const answer = await server.admin.get(ROUTES.encryptionKeys).expect(200);
    expect(answer.body as EncryptionKeysView).toMatchObject({
      isEncryptionEnabled: true,
      keys: [{ id: 'age1fake', isCurrent: true }],
    });
    expect(answer.text).not.toContain('AGE-SECRET-KEY');
  });

  it('gives signing keys in a form that openssl reads', () => {
    const key = createPublicKey(signingKeyPem(ED25519_DER));
    expect(key.asymmetricKeyType).toBe('ed25519');
    expect(key.export({ type: 'spki', format: 'der' }).toString('base64')).toBe(ED25519_DER);
  });

  it('makes a new key, keeps the old one, and records who did it', async () => {
    const answer = await asPerson('post', ROUTES.encryptionKeys).expect(201);
    const { id, isCurrent } = answer.body as EncryptionKeyView;
    expect(isCurrent).toBe(true);
    const listed = await server.admin.get(ROUTES.encryptionKeys).expect(200);
    expect((listed.body as EncryptionKeysView).keys).toMatchObject([
      { id: 'age1fake', isCurrent: false },
      { id, isCurrent: true },
    ]);
    expect(await lastAudited()).toMatchObject({
      action: 'encryption.rotate',
      target: id,
      outcome: 'success',
    });
  });

  it('passes on why no new key was made, and records the attempt', async () => {
    server.engine.rotateKey = () =>
      Promise.reject(new HoldfastError('INVALID_STATE', 'BACKUP_ENCRYPTION_KEY_ID names the key.'));
    const answer = await asPerson('post', ROUTES.encryptionKeys).expect(409);
    expect(answer.body).toMatchObject({ code: 'INVALID_STATE' });
    expect(await lastAudited()).toMatchObject({ action: 'encryption.rotate', outcome: 'failure' });
  });

  it('puts the keys, the places and the commands for every kind of package into the kit', async () => {
    const id = await makeBackup(server);
    const { text, headers } = await asPerson('get', ROUTES.recoveryKit).expect(200);
    expect(text).toContain(`\n${IDENTITY}\n`);
    expect(text).toContain(`PACKAGE='/fake/storage/default/${id}'`);
    expect(text).toContain('age -d -i "$KEY" db.dump.zst.age | zstd -d');
    expect(text).toContain('--patch-from=');
    expect(text).toContain("holdfast recover list --from '/fake/storage' --key key.txt");
    expect(text).toContain('# -----BEGIN PUBLIC KEY-----\n# signing-age1fake\n');
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': 'attachment; filename=holdfast-recovery-kit.txt',
      'cache-control': 'no-store',
    });
  });

  it('has the kit as a page to print', async () => {
    const { text, headers } = await asPerson('get', `${ROUTES.recoveryKit}?format=html`).expect(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(text).toContain(IDENTITY);
    expect(text).not.toMatch(/<script|src=|href=/);
    await asPerson('get', `${ROUTES.recoveryKit}?format=pdf`).expect(400);
  });

  it('lets nothing in the page be taken for markup', () => {
    const hostile = '<img src=x onerror="alert(\'1\')">&';
    const page = kitPage({
      madeAt: hostile,
      storage: hostile,
      places: [hostile],
      identities: [hostile],
      signingPublicKeys: [hostile],
      examplePath: hostile,
    });
    expect(page).not.toContain('<img');
    expect(page).toContain('&lt;img src=x onerror=&quot;alert(');
  });

  it('audits the kit, and gives it and new keys to no API key', async () => {
    await server.admin.get(ROUTES.recoveryKit).expect(403);
    await server.admin.post(ROUTES.encryptionKeys).expect(403);
    expect(server.engine.keyIds).toEqual(['age1fake']);
    await asPerson('get', ROUTES.recoveryKit).expect(200);
    expect(await lastAudited()).toMatchObject({ action: 'encryption.recovery-kit' });
    expect(server.logs.join('')).not.toContain(IDENTITY);
  });
});
