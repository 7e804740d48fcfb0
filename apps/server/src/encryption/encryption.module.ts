/** Keys and the recovery kit. */

import { Module } from '@nestjs/common';

import { BackupsModule } from '../backups/backups.module.js';
import { EncryptionController } from './encryption.controller.js';
import { RecoveryKitService } from './recovery-kit.service.js';

@Module({
  imports: [BackupsModule],
  controllers: [EncryptionController],
  providers: [RecoveryKitService],
})
export class EncryptionModule {}
