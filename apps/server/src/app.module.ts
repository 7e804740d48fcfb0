/** The whole console. */

import { Module, type DynamicModule } from '@nestjs/common';

import { ApplicationsModule } from './applications/applications.module.js';
import { AuditModule } from './audit/audit.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BackupsModule } from './backups/backups.module.js';
import { BootModule } from './boot/boot.module.js';
import { CatalogModule } from './catalog/catalog.module.js';
import { ConfigModule } from './config/config.module.js';
import type { ServerConfig } from './config/server-config.js';
import { DestinationsModule } from './destinations/destinations.module.js';
import { DialectsModule } from './dialects/dialects.module.js';
import { EncryptionModule } from './encryption/encryption.module.js';
import { EngineModule } from './engine/engine.module.js';
import { HealthModule } from './health/health.module.js';
import { JobsModule } from './jobs/jobs.module.js';
import { LoggingModule } from './logging/logging.module.js';
import { NotificationsModule } from './notifications/notifications.module.js';
import { RestoresModule } from './restores/restores.module.js';
import { SchedulerModule } from './scheduler/scheduler.module.js';
import { SettingsModule } from './settings/settings.module.js';
import { SettingsStoreModule } from './settings/settings-store.module.js';
import { StatusModule } from './status/status.module.js';
import { TransfersModule } from './transfers/transfers.module.js';

@Module({})
export class AppModule {
  static register(config: ServerConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.register(config),
        LoggingModule,
        EngineModule,
        CatalogModule,
        SettingsStoreModule,
        AuditModule,
        JobsModule,
        AuthModule,
        HealthModule,
        ApplicationsModule,
        DestinationsModule,
        BackupsModule,
        RestoresModule,
        StatusModule,
        SchedulerModule,
        SettingsModule,
        NotificationsModule,
        EncryptionModule,
        TransfersModule,
        DialectsModule,
        BootModule,
      ],
    };
  }
}
