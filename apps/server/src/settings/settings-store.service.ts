/** The settings in force: what an administrator saved, else what the environment says. */

import type { Catalog, SettingsRecord } from '@holdfast/catalog';
import { Inject, Injectable } from '@nestjs/common';

import { CATALOG } from '../catalog/catalog.token.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';

@Injectable()
export class SettingsStore {
  constructor(
    @Inject(CATALOG) private readonly catalog: Catalog,
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
  ) {}

  async current(): Promise<SettingsRecord> {
    return (await this.catalog.settings.get('settings')) ?? this.#defaults();
  }

  /** From the first change on, the environment's defaults no longer count. */
  async change(change: (current: SettingsRecord) => SettingsRecord): Promise<SettingsRecord> {
    const stored = await this.catalog.settings.get('settings');
    if (stored === null) return this.catalog.settings.insert(change(this.#defaults()));
    return this.catalog.settings.update('settings', change);
  }

  #defaults(): SettingsRecord {
    const { isEnabled, cron, timezone, retentionDays, retentionCount, type, maxChainLength } =
      this.config.backup;
    const { isEmailEnabled, recipients } = this.config.notifications;
    const { drill } = this.config;
    return {
      id: 'settings',
      backup: { isEnabled, cron, timezone, retentionDays, retentionCount, type, maxChainLength },
      drill: { isEnabled: drill.isEnabled, cron: drill.cron, assertions: [] },
      restore: { undoHours: this.config.restore.undoHours },
      notifications: { emailNotificationsEnabled: isEmailEnabled, notificationRecipients: [...recipients] },
      scheduler: { isRunning: true },
    };
  }
}
