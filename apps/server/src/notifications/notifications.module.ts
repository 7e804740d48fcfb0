/** Notifications; the list of channels is here. */

import { Module } from '@nestjs/common';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { JsonLogger } from '../logging/json-logger.js';
import { EmailChannel } from './channels/email.channel.js';
import { LogChannel } from './channels/log.channel.js';
import { NOTIFICATION_CHANNELS } from './notification.js';
import { NotificationsController } from './notifications.controller.js';
import { NotificationsService } from './notifications.service.js';

@Module({
  controllers: [NotificationsController],
  providers: [
    NotificationsService,
    {
      provide: NOTIFICATION_CHANNELS,
      inject: [SERVER_CONFIG, JsonLogger],
      useFactory: ({ notifications }: ServerConfig, logger: JsonLogger) => [
        new LogChannel(logger),
        new EmailChannel(notifications),
      ],
    },
  ],
  exports: [NotificationsService],
})
export class NotificationsModule {}
