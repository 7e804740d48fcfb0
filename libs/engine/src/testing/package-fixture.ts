/** Whole packages made by the real programs, for tests. */

import { join } from 'node:path';

import type { Manifest, ManifestComponent } from '../domain/manifest.js';
import {
  componentObjectName,
  GLOBALS_BASE_NAME,
  objectSuffix,
  type PackageRef,
} from '../package/package-layout.js';
import { PackageWriter } from '../package/package-writer.js';
import type { Inspection, Inspector } from '../ports/component-driver.js';
import type { Destination } from '../ports/destination.js';
import type { Keyring } from '../ports/keyring.js';
import type { ProcessSpec } from '../ports/process-runner.js';
import { openKeyring } from '../tools/age-keyring.js';
import { NativeCodec } from '../tools/native-codec.js';
import { testRunner } from './fixture-programs.js';

export const REF: PackageRef = { appId: 'crm', backupId: 'backup_crm_default_20260301_100000' };

export const fixtureRunner = testRunner({ killAfterMs: 300, neighbourGraceMs: 100 });

const NO_FINGERPRINT: Inspection = {
  fingerprint: {
    algorithm: 'rowsum64-v1',
    tables: [],
    sequences: [],
    largeObjects: { count: 0, bytes: 0, hash: '0'.repeat(16) },
    objects: {},
  },
};

/** Looks at nothing. */
export function blindInspector(): Inspector {
  return { write: () => undefined, end: () => NO_FINGERPRINT };
}

/** @param directory where the keyring is made if it is not there yet. */
export async function codecWithKey(directory: string, name = 'keyring') {
  const keyringPath = join(directory, name);
  const keyring = await openKeyring({
    path: keyringPath,
    encryptionKey: null,
    encryptionKeyId: null,
    mayCreate: true,
    runner: fixtureRunner,
    ageKeygenProgram: '/usr/bin/age-keygen',
    clock: { now: () => new Date('2026-03-01T09:00:00Z') },
  });
  const programs = { zstdProgram: '/usr/bin/zstd', ageProgram: '/usr/bin/age' };
  return { codec: new NativeCodec({ ...programs, keyringPath, threads: 2 }), keyring, keyringPath };
}

export interface PackageRecipe {
  destination: Destination;
  codec: NativeCodec;
  /** None: not encrypted. */
  recipients: readonly string[];
  producer: ProcessSpec;
  raw: ManifestComponent['raw'];
  ref?: PackageRef;
  createdAt?: string;
  delta?: ManifestComponent['delta'];
  /** Goes with the component as `globals.sql`. */
  globals?: ProcessSpec;
  /** Left out: the package is not signed. */
  signedBy?: Keyring;
}

/** For packages that are not signed. */
export const NO_SIGNER: Pick<Keyring, 'currentSigningPublicKey' | 'sign'> = {
  currentSigningPublicKey: () => {
    throw new Error('This package has no signer.');
  },
  sign: () => {
    throw new Error('This package has no signer.');
  },
};

/** Dumps, stores and publishes one component, `db.dump`. */
export async function makePackage(recipe: PackageRecipe) {
  const { destination, codec, recipients, producer, ref = REF, signedBy = NO_SIGNER } = recipe;
  const writer = new PackageWriter({ destination, runner: fixtureRunner, ref, keyring: signedBy });
  const isEncrypted = recipients.length > 0;
  const store = (name: string, spec: ProcessSpec) =>
    writer.writeObject({
      name,
      stages: [spec, codec.compress(3), ...(isEncrypted ? [codec.encrypt(recipients)] : [])],
      signal: new AbortController().signal,
    });
  const object = await store(componentObjectName('db', 'dump', isEncrypted), producer);
  const attachments: Manifest['attachments'] = [];
  if (recipe.globals !== undefined) {
    const name = `${GLOBALS_BASE_NAME}${objectSuffix(isEncrypted)}`;
    attachments.push({ ...(await store(name, recipe.globals)), purpose: 'globals' });
  }
  const signature = recipe.signedBy === undefined ? null : writer.signature();
  const manifest = { ...manifestOf({ ...recipe, ref }, object), attachments, signature };
  return { manifest, writer, ...(await writer.publish(manifest)) };
}

export function manifestOf(
  {
    ref = REF,
    recipients,
    raw,
    delta = null,
    createdAt = '2026-03-01T10:00:00.000Z',
  }: Omit<PackageRecipe, 'destination' | 'codec' | 'producer'>,
  object: ManifestComponent['object'],
): Manifest {
  return {
    formatVersion: 1,
    holdfastVersion: '0.1.0',
    ...ref,
    appName: 'CRM',
    workspaceId: 'default',
    type: 'full',
    trigger: 'manual',
    description: null,
    parentBackupId: null,
    createdAt,
    startedAt: createdAt,
    completedAt: createdAt,
    attachments: [],
    components: [
      {
        name: 'db',
        kind: 'postgres',
        engine: { name: 'PostgreSQL', version: '15.4' },
        tool: { name: 'pg_dump', version: '15.4' },
        object,
        raw,
        compression: { algorithm: 'zstd', level: 3 },
        encryption: recipients.length > 0 ? { scheme: 'age', recipients: [...recipients] } : null,
        fingerprint: NO_FINGERPRINT.fingerprint,
        database: {
          name: 'crm',
          owner: 'crm',
          encoding: 'UTF8',
          collate: 'C',
          ctype: 'C',
          localeProvider: 'libc',
          locale: null,
          icuRules: null,
          tablespace: 'pg_default',
          connectionLimit: -1,
          isTemplate: false,
          hasPublicSchema: true,
          comment: null,
          settings: [],
          acl: null,
          extensions: [],
        },
        sections: [],
        delta,
      },
    ],
    signature: null,
  };
}
