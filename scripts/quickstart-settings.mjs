/** What the quickstart makes up at its first run and keeps for the next ones: `.holdfast/quickstart.env`. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';

function randomPassword() {
  return randomBytes(12).toString('base64url');
}

/** Made up once, never changed: the cluster and the console remember them. */
const MADE_UP = {
  ADMIN_EMAIL: () => 'admin@holdfast.local',
  ADMIN_PASSWORD: randomPassword,
  SESSION_SECRET: () => randomBytes(32).toString('base64url'),
  EMBEDDED_SUPERUSER_PASSWORD: randomPassword,
  EMBEDDED_PORT: () => '',
  SAMPLE_PASSWORD: randomPassword,
};

/** Only their owner may read these settings. */
export class QuickstartSettings {
  constructor(directory) {
    mkdirSync(directory, { recursive: true, mode: 0o755 });
    this.path = join(directory, 'quickstart.env');
    const kept = existsSync(this.path) ? parseEnv(readFileSync(this.path, 'utf8')) : {};
    const made = Object.entries(MADE_UP).map(([name, make]) => [name, kept[name] ?? make()]);
    this.values = Object.fromEntries(made);
    this.#write();
  }

  keep(name, value) {
    this.values[name] = String(value);
    this.#write();
  }

  #write() {
    const lines = Object.entries(this.values).map(([name, value]) => `${name}=${value}`);
    writeFileSync(this.path, `${lines.join('\n')}\n`, { mode: 0o600 });
  }
}
