/** Copies of packages in further destinations. */

import type { BackupView } from '@holdfast/contract';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { SafeIdPipe } from '../http/safe-id.pipe.js';
import { BackupsService } from './backups.service.js';
import { CopiesService } from './copies.service.js';
import { CreateCopyDto } from './copies.dto.js';

@ApiTags('backups')
@Controller('api/v1/backups')
export class CopiesController {
  constructor(
    private readonly backups: BackupsService,
    private readonly copies: CopiesService,
  ) {}

  @Post(':id/copies')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send the package to a further destination',
    description: 'With all that it builds on. Poll `GET backups/:id` for its `copies`.',
  })
  async create(
    @Param('id', SafeIdPipe) id: string,
    @Body() { destinationId }: CreateCopyDto,
    @CurrentRequester() requester: Requester,
  ): Promise<BackupView> {
    return this.backups.view(await this.copies.request(id, destinationId, requester));
  }
}
