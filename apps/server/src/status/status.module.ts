/** The status page. */

import { Module } from '@nestjs/common';

import { ApplicationsModule } from '../applications/applications.module.js';
import { BackupsModule } from '../backups/backups.module.js';
import { RestoresModule } from '../restores/restores.module.js';
import { SchedulerModule } from '../scheduler/scheduler.module.js';
import { StatusController } from './status.controller.js';
import { StatusService } from './status.service.js';

@Module({
  imports: [ApplicationsModule, BackupsModule, RestoresModule, SchedulerModule],
  controllers: [StatusController],
  providers: [StatusService],
  exports: [StatusService],
})
export class StatusModule {}
