/** The schedule of backups and of drills. */

import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';

import { ApplicationsModule } from '../applications/applications.module.js';
import { BackupsModule } from '../backups/backups.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { RestoresModule } from '../restores/restores.module.js';
import { DrillAccount } from './drill-account.service.js';
import { DrillScheduler } from './drill-scheduler.service.js';
import { ScheduleWatch } from './schedule-watch.js';
import { SchedulerController } from './scheduler.controller.js';
import { SchedulerService } from './scheduler.service.js';

@Module({
  imports: [ScheduleModule.forRoot(), ApplicationsModule, BackupsModule, RestoresModule, NotificationsModule],
  controllers: [SchedulerController],
  providers: [SchedulerService, DrillScheduler, DrillAccount, ScheduleWatch],
  exports: [SchedulerService, DrillScheduler],
})
export class SchedulerModule {}
