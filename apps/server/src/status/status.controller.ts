/** The status page's data. */

import type { StatusView } from '@holdfast/contract';
import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { StatusService } from './status.service.js';

@ApiTags('status')
@Controller('api/v1/status')
export class StatusController {
  readonly #status: StatusService;

  constructor(status: StatusService) {
    this.#status = status;
  }

  @Get()
  @ApiOperation({ summary: 'Is the data safe now, and what needs attention?' })
  get(): Promise<StatusView> {
    return this.#status.view();
  }
}
