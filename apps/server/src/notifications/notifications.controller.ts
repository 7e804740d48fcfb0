/** Sends a test message. */

import type { NotificationTestView } from '@holdfast/contract';
import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { NotificationsService } from './notifications.service.js';

@ApiTags('notifications')
@Controller('api/v1/notifications')
export class NotificationsController {
  readonly #notifications: NotificationsService;

  constructor(notifications: NotificationsService) {
    this.#notifications = notifications;
  }

  @Post('test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send a test message by every configured channel' })
  test(): Promise<NotificationTestView> {
    return this.#notifications.test();
  }
}
