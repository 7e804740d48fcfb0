/** What happens at a start, in order. */

import { Module } from '@nestjs/common';

import { AuthModule } from '../auth/auth.module.js';
import { BackupsModule } from '../backups/backups.module.js';
import { RestoresModule } from '../restores/restores.module.js';
import { SchedulerModule } from '../scheduler/scheduler.module.js';
import { BootService } from './boot.service.js';

@Module({
  imports: [AuthModule, BackupsModule, RestoresModule, SchedulerModule],
  providers: [BootService],
})
export class BootModule {}
