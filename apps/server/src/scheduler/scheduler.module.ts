/** The schedule of backups. */

import { Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';

import { BackupsModule } from '../backups/backups.module.js';
import { NotificationsModule } from '../notifications/notifications.module.js';
import { ScheduleWatch } from './schedule-watch.js';
import { SchedulerController } from './scheduler.controller.js';
import { SchedulerService } from './scheduler.service.js';

@Module({
  imports: [ScheduleModule.forRoot(), BackupsModule, NotificationsModule],
  controllers: [SchedulerController],
  providers: [SchedulerService, ScheduleWatch],
  exports: [SchedulerService],
})
export class SchedulerModule {}
