/** `/api/restore`: start a restore and poll it, for clients of the first dialect. */

import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { SafeIdPipe } from '../http/safe-id.pipe.js';
import { RestoreRequests } from '../restores/restore-requests.service.js';
import { RestoresService } from '../restores/restores.service.js';
import { RestoreRequestDto } from './story.dto.js';
import { storyRestoreOf, type StoryRestoreStatus } from './story-views.js';

@ApiTags('dialect: restore')
@Controller('api/restore')
export class StoryRestoreController {
  constructor(
    private readonly requests: RestoreRequests,
    private readonly restores: RestoresService,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Restore a backup',
    description: 'Clients of this dialect ask in their own dialog: the request is the confirmation.',
  })
  async create(
    @Body() { backupId }: RestoreRequestDto,
    @CurrentRequester() requester: Requester,
  ): Promise<{ restoreId: string }> {
    const { id } = await this.requests.requestConfirmed(backupId, requester);
    return { restoreId: id };
  }

  @Get(':id/status')
  @ApiOperation({ summary: 'How far a restore is' })
  async status(@Param('id', SafeIdPipe) id: string): Promise<StoryRestoreStatus> {
    return storyRestoreOf(await this.restores.detail(id));
  }
}
