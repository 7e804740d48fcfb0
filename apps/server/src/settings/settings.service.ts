/** The settings that an administrator changes while the console runs. */

import type { SettingsView, UpdateSettingsBody } from '@holdfast/contract';
import type { SettingsRecord } from '@holdfast/catalog';
import { Inject, Injectable } from '@nestjs/common';

import { AuditService } from '../audit/audit.service.js';
import type { Requester } from '../auth/requester.decorator.js';
import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { DrillScheduler } from '../scheduler/drill-scheduler.service.js';
import { SchedulerService } from '../scheduler/scheduler.service.js';
import { SettingsStore } from './settings-store.service.js';

@Injectable()
export class SettingsService {
  constructor(
    @Inject(SERVER_CONFIG) private readonly config: ServerConfig,
    private readonly store: SettingsStore,
    private readonly scheduler: SchedulerService,
    private readonly drills: DrillScheduler,
    private readonly audit: AuditService,
  ) {}

  async view(): Promise<SettingsView> {
    return this.#toView(await this.store.current());
  }

  async update(body: UpdateSettingsBody, requester: Requester): Promise<SettingsView> {
    const changed = await this.store.change((current) => ({
      ...current,
      backup: { ...current.backup, ...given(body.backup) },
      drill: { ...current.drill, ...drillOf(body.drill) },
      restore: { ...current.restore, ...given(body.restore) },
      notifications: { ...current.notifications, ...given(body.notifications) },
    }));
    if (body.backup !== undefined) await this.scheduler.follow();
    // Drills run in the time zone of the backups.
    if (body.drill !== undefined || body.backup?.timezone !== undefined) await this.drills.follow();
    const details = { changed: changedNames(body).join(', ') };
    await this.audit.record(requester, {
      action: 'settings.update',
      target: null,
      outcome: 'success',
      details,
    });
    return this.#toView(changed);
  }

  #toView({ backup, drill, restore, notifications }: SettingsRecord): SettingsView {
    const isSmtpConfigured = this.config.notifications.smtpUrl !== null;
    const isScratchServerNamed = this.config.drill.databaseUrl !== null;
    return {
      backup,
      drill: { ...drill, isScratchServerNamed },
      restore,
      notifications: { ...notifications, isSmtpConfigured },
    };
  }
}

function drillOf(part: UpdateSettingsBody['drill']): Partial<SettingsRecord['drill']> {
  const assertions = part?.assertions?.map(({ name, sql }) => ({ name: name.trim(), sql }));
  return { ...given(part), ...(assertions === undefined ? {} : { assertions }) };
}

/** Class instances carry fields that were left out as undefined: those must not overwrite anything. */
function given<T extends object>(part: T | undefined): T {
  return Object.fromEntries(Object.entries(part ?? {}).filter(([, value]) => value !== undefined)) as T;
}

function changedNames(body: UpdateSettingsBody): string[] {
  return Object.entries(body).flatMap(([section, part]) =>
    Object.keys(given(part as object | undefined)).map((name) => `${section}.${name}`),
  );
}
