/** The scheduler: look at it, stop it, start it. */

import type { SchedulerView } from '@holdfast/contract';
import { Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { SchedulerService } from './scheduler.service.js';

@ApiTags('scheduler')
@Controller('api/v1/scheduler')
export class SchedulerController {
  readonly #scheduler: SchedulerService;

  constructor(scheduler: SchedulerService) {
    this.#scheduler = scheduler;
  }

  @Get()
  @ApiOperation({ summary: 'When backups run' })
  get(): Promise<SchedulerView> {
    return this.#scheduler.view();
  }

  @Post('start')
  @HttpCode(200)
  @ApiOperation({ summary: 'Start the scheduler', description: 'Remembered over restarts.' })
  start(@CurrentRequester() requester: Requester): Promise<SchedulerView> {
    return this.#scheduler.setRunning(true, requester);
  }

  @Post('stop')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Stop the scheduler',
    description: 'Remembered over restarts; the status page alerts.',
  })
  stop(@CurrentRequester() requester: Requester): Promise<SchedulerView> {
    return this.#scheduler.setRunning(false, requester);
  }
}
