/** Restores: start, poll, cancel, undo. */

import type { AcceptedView, Page, RestoreView } from '@holdfast/contract';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { pageOf } from '../http/page.dto.js';
import { SafeIdPipe } from '../http/safe-id.pipe.js';
import { RestoreUndo } from './restore-undo.js';
import { RestoreRequests } from './restore-requests.service.js';
import { CreateRestoreDto, RestoreQueryDto } from './restores.dto.js';
import { RestoresService } from './restores.service.js';

@ApiTags('restores')
@Controller('api/v1')
export class RestoresController {
  constructor(
    private readonly requests: RestoreRequests,
    private readonly restores: RestoresService,
    private readonly undoing: RestoreUndo,
  ) {}

  @Post('backups/:id/restores')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Restore a backup, run a drill of that, or see what it would do',
    description:
      '`apply` needs `confirm` with the application’s name; `preview` and `drill` change nothing. ' +
      'Answers at once; poll `GET restores/:id`, whose `report`, `preview` or `drill` holds the result.',
  })
  create(
    @Param('id', SafeIdPipe) backupId: string,
    @Body() body: CreateRestoreDto,
    @CurrentRequester() requester: Requester,
  ): Promise<AcceptedView> {
    return this.requests.request(backupId, body, requester);
  }

  @Get('restores')
  @ApiOperation({ summary: 'Restores, drills and previews, newest first' })
  async list(@Query() { limit, offset, ...filter }: RestoreQueryDto): Promise<Page<RestoreView>> {
    const { items, ...page } = pageOf(await this.restores.find(filter), { limit, offset });
    return { items: await Promise.all(items.map((record) => this.restores.view(record))), ...page };
  }

  @Get('restores/:id')
  @ApiOperation({ summary: 'One restore, drill or preview: its phase, its measured progress, its report' })
  get(@Param('id', SafeIdPipe) id: string): Promise<RestoreView> {
    return this.restores.detail(id);
  }

  @Post('restores/:id/cancel')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Cancel a restore',
    description: 'Also of a drill or a preview. Up to the swap; the data stays as it was.',
  })
  cancel(
    @Param('id', SafeIdPipe) id: string,
    @CurrentRequester() requester: Requester,
  ): Promise<RestoreView> {
    return this.restores.cancel(id, requester);
  }

  @Post('restores/:id/undo')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Undo a restore',
    description: 'Brings the database, or the tables, that stood before back.',
  })
  async undo(
    @Param('id', SafeIdPipe) id: string,
    @CurrentRequester() requester: Requester,
  ): Promise<RestoreView> {
    return this.restores.view(await this.undoing.undo(id, requester));
  }

  @Post('restores/:id/discard-undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Give up the undo', description: 'Removes what is kept for it now.' })
  async discardUndo(
    @Param('id', SafeIdPipe) id: string,
    @CurrentRequester() requester: Requester,
  ): Promise<RestoreView> {
    return this.restores.view(await this.undoing.discard(id, requester));
  }
}
