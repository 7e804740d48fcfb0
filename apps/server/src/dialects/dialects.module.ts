/** The same services in the words of the systems this one grew from. */

import { Module } from '@nestjs/common';

import { ApplicationsModule } from '../applications/applications.module.js';
import { BackupsModule } from '../backups/backups.module.js';
import { RestoresModule } from '../restores/restores.module.js';
import { StatusModule } from '../status/status.module.js';
import { StoryBackupController } from './story-backup.controller.js';
import { StoryRestoreController } from './story-restore.controller.js';

@Module({
  imports: [ApplicationsModule, BackupsModule, RestoresModule, StatusModule],
  controllers: [StoryBackupController, StoryRestoreController],
})
export class DialectsModule {}
