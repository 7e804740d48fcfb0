/** Keys and the recovery kit. */

import { Module } from '@nestjs/common';

import { BackupsModule } from '../backups/backups.module.js';
import { DestinationsModule } from '../destinations/destinations.module.js';
import { EncryptionController } from './encryption.controller.js';
import { EncryptionKeysService } from './encryption-keys.service.js';
import { RecoveryKitService } from './recovery-kit.service.js';

@Module({
  imports: [BackupsModule, DestinationsModule],
  controllers: [EncryptionController],
  providers: [EncryptionKeysService, RecoveryKitService],
})
export class EncryptionModule {}
