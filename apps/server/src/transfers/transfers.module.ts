/** Packages out of and into the console. */

import { Module } from '@nestjs/common';

import { ApplicationsModule } from '../applications/applications.module.js';
import { BackupsModule } from '../backups/backups.module.js';
import { DownloadLinks } from './download-links.js';
import { DownloadService } from './download.service.js';
import { ImportService } from './import.service.js';
import { TransfersController } from './transfers.controller.js';

@Module({
  imports: [ApplicationsModule, BackupsModule],
  controllers: [TransfersController],
  providers: [DownloadLinks, DownloadService, ImportService],
})
export class TransfersModule {}
