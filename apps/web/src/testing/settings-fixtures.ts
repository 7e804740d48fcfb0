/** Settings, keys and destinations as the server would answer them. */
import type {
  ApiKeyView,
  DestinationTestView,
  DestinationView,
  EncryptionKeysView,
  SchedulerView,
  SettingsView,
} from '@holdfast/contract';

export function makeSettings(): SettingsView {
  return {
    backup: {
      isEnabled: true,
      cron: '0 0 2 * * *',
      timezone: 'Asia/Shanghai',
      retentionDays: 30,
      retentionCount: null,
      type: 'full',
      maxChainLength: 7,
    },
    drill: {
      isEnabled: true,
      cron: '0 0 4 * * 5',
      assertions: [],
      isScratchServerNamed: false,
    },
    restore: { undoHours: 24 },
    notifications: {
      emailNotificationsEnabled: true,
      notificationRecipients: ['admin@example.com'],
      isSmtpConfigured: true,
    },
  };
}

export function makeScheduler(): SchedulerView {
  return {
    isRunning: true,
    cron: '0 0 2 * * *',
    timezone: 'Asia/Shanghai',
    nextRun: '2026-11-22T02:00:00.000Z',
    lastRun: '2026-11-21T02:00:00.000Z',
  };
}

export function makeApiKey(): ApiKeyView {
  return {
    id: 'key-1',
    name: 'nightly script',
    prefix: 'hf_3k9x',
    createdAt: '2026-11-01T09:00:00.000Z',
    lastUsedAt: null,
  };
}

export function makeEncryptionKeys(): EncryptionKeysView {
  return {
    isEncryptionEnabled: true,
    keyringPath: '/var/lib/holdfast.keyring/keyring.json',
    keys: [
      {
        id: 'age1qxl5z0v8r7k3m9n2p4s6t8w0y2c4e6g8j0l2n4q6s8u0w2y4a6c8e0g2j4',
        createdAt: '2026-11-01T09:00:00.000Z',
        isCurrent: true,
        signingPublicKey:
          '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAmZ1yV0hZ3mCq0x6l6s0bq8oQ2f5w2n7b3k1d9r4t5u0=\n-----END PUBLIC KEY-----\n',
      },
    ],
  };
}

export function makeDestination(overrides: Partial<DestinationView> = {}): DestinationView {
  return {
    id: 'dest-1',
    name: 'Off-site bucket',
    kind: 's3',
    isEnabled: true,
    location: 's3://shop-backups/holdfast (https://s3.eu-central-1.amazonaws.com)',
    isFromEnvironment: false,
    s3: {
      endpoint: null,
      region: 'eu-central-1',
      bucket: 'shop-backups',
      prefix: 'holdfast',
      accessKeyId: 'AKIAEXAMPLE',
      forcePathStyle: false,
    },
    path: null,
    createdAt: '2026-11-02T09:00:00.000Z',
    ...overrides,
  };
}

export function makeDestinationTest(): DestinationTestView {
  return {
    ok: false,
    steps: [
      { name: 'connect', ok: true, durationMs: 80, message: null, hint: null },
      {
        name: 'write',
        ok: false,
        durationMs: 41,
        message: 'The bucket refused the write: AccessDenied.',
        hint: 'Allow s3:PutObject for this access key.',
      },
      { name: 'conditional-write', ok: null, durationMs: 0, message: null, hint: null },
    ],
    supports: { conditionalWrites: null, checksums: null },
  };
}
