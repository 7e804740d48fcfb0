/** Manifests for tests. */

import type { Manifest } from '@holdfast/engine';

export function manifestOf(parts: Partial<Manifest> & { backupId: string }): Manifest {
  const createdAt = parts.createdAt ?? '2026-03-10T02:00:00.000Z';
  return {
    formatVersion: 1,
    holdfastVersion: '0.1.0',
    appId: 'default',
    appName: 'shop',
    workspaceId: 'default',
    type: 'full',
    trigger: 'manual',
    description: null,
    parentBackupId: null,
    createdAt,
    startedAt: createdAt,
    completedAt: createdAt,
    components: [COMPONENT],
    attachments: [],
    signature: null,
    ...parts,
  };
}

const SHA = 'a'.repeat(64);

const COMPONENT: Manifest['components'][number] = {
  name: 'db',
  kind: 'postgres',
  engine: { name: 'PostgreSQL', version: '15.18' },
  tool: { name: 'pg_dump', version: '15.18' },
  object: { name: 'db.dump.zst.age', sizeBytes: 100, sha256: SHA },
  raw: { sizeBytes: 400, sha256: SHA },
  compression: { algorithm: 'zstd', level: 3 },
  encryption: { scheme: 'age', recipients: ['age1fake'] },
  fingerprint: {
    algorithm: 'rowsum64-v1',
    tables: [{ name: 'public.customer', columns: ['id'], rows: 3, bytes: 12, hash: '0123456789abcdef' }],
    sequences: [],
    largeObjects: { count: 0, bytes: 0, hash: '0'.repeat(16) },
    objects: { TABLE: 1 },
  },
  database: {
    name: 'shop',
    owner: 'app',
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
  delta: null,
};
