/** Health for whoever watches the console from outside. */

import type { HealthView } from '@holdfast/contract';
import { Controller, Get, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { Public } from '../auth/access.decorator.js';
import { HealthService } from './health.service.js';

@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  readonly #health: HealthService;

  constructor(health: HealthService) {
    this.#health = health;
  }

  @Get('live')
  @ApiOperation({ summary: 'Whether the process answers' })
  live(): HealthView {
    return this.#health.live();
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether catalog, storage and programs can be used', description: '503 if not.' })
  async ready(@Res({ passthrough: true }) response: Response): Promise<HealthView> {
    const health = await this.#health.ready();
    if (health.status === 'error') response.status(503);
    return health;
  }
}
