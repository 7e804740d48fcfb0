/** Settings that an administrator changes. */

import { Module } from '@nestjs/common';

import { SchedulerModule } from '../scheduler/scheduler.module.js';
import { SettingsController } from './settings.controller.js';
import { SettingsService } from './settings.service.js';

@Module({
  imports: [SchedulerModule],
  controllers: [SettingsController],
  providers: [SettingsService],
})
export class SettingsModule {}
