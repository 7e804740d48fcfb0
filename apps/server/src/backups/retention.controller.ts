/** Cleaning up on demand. */

import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { ApplicationsService } from '../applications/applications.service.js';
import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { RetentionRunDto } from './backups.dto.js';
import { RetentionService, type RetentionRun } from './retention.service.js';

@ApiTags('backups')
@Controller('api/v1/retention')
export class RetentionController {
  constructor(
    private readonly applications: ApplicationsService,
    private readonly retention: RetentionService,
  ) {}

  @Post('run')
  @HttpCode(200)
  @ApiOperation({ summary: 'Clean up now', description: 'With `dryRun`, only says what would be deleted.' })
  run(@Body() { dryRun }: RetentionRunDto, @CurrentRequester() requester: Requester): Promise<RetentionRun> {
    return this.retention.run(this.applications.getDefault().appId, requester, dryRun);
  }
}
