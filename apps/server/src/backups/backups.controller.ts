/** Backups. */

import type { AcceptedView, BackupDetailView, BackupView, Page } from '@holdfast/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { CurrentPrincipal, type Principal } from '../auth/principal.decorator.js';
import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { pageOf } from '../http/page.dto.js';
import { SafeIdPipe } from '../http/safe-id.pipe.js';
import { BackupDeletion } from './backup-deletion.js';
import { BackupHistory } from './backup-history.service.js';
import { BackupQueryDto, CreateBackupDto } from './backups.dto.js';
import { BackupsService } from './backups.service.js';

@ApiTags('backups')
@Controller('api/v1/backups')
export class BackupsController {
  constructor(
    private readonly backups: BackupsService,
    private readonly history: BackupHistory,
    private readonly deletion: BackupDeletion,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Backups, newest first', description: 'The last 30 days unless `from` is given.' })
  async list(@Query() { limit, offset, ...filter }: BackupQueryDto): Promise<Page<BackupView>> {
    const { items, ...page } = pageOf(await this.history.find(filter), { limit, offset });
    return { items: items.map((record) => this.backups.view(record)), ...page };
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Make a backup', description: 'Answers at once; poll `GET backups/:id`.' })
  create(
    @Body() { appId, type, description }: CreateBackupDto,
    @CurrentPrincipal() { via }: Principal,
    @CurrentRequester() requester: Requester,
  ): Promise<AcceptedView> {
    const trigger = via === 'api-key' ? 'api' : 'manual';
    return this.backups.request({ appId, type, description, trigger }, requester);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One backup, with its tables' })
  get(@Param('id', SafeIdPipe) id: string): Promise<BackupDetailView> {
    return this.backups.detail(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Delete a backup',
    description: 'Never a pinned one, one that others build on, nor the only good one.',
  })
  remove(@Param('id', SafeIdPipe) id: string, @CurrentRequester() requester: Requester): Promise<void> {
    return this.deletion.deleteOne(id, requester);
  }

  @Post(':id/cancel')
  @HttpCode(202)
  @ApiOperation({ summary: 'Cancel a backup that runs or waits' })
  cancel(@Param('id', SafeIdPipe) id: string, @CurrentRequester() requester: Requester): Promise<BackupView> {
    return this.backups.cancel(id, requester);
  }

  @Post(':id/pin')
  @HttpCode(200)
  @ApiOperation({ summary: 'Keep a backup, whatever the retention says' })
  pin(@Param('id', SafeIdPipe) id: string, @CurrentRequester() requester: Requester): Promise<BackupView> {
    return this.backups.setPinned(id, true, requester);
  }

  @Post(':id/unpin')
  @HttpCode(200)
  @ApiOperation({ summary: 'Leave a backup to retention again' })
  unpin(@Param('id', SafeIdPipe) id: string, @CurrentRequester() requester: Requester): Promise<BackupView> {
    return this.backups.setPinned(id, false, requester);
  }

  @Post(':id/acknowledge')
  @HttpCode(200)
  @ApiOperation({ summary: 'Acknowledge a backup’s anomalies', description: 'Retention then goes on.' })
  acknowledge(
    @Param('id', SafeIdPipe) id: string,
    @CurrentRequester() requester: Requester,
  ): Promise<BackupView> {
    return this.backups.acknowledge(id, requester);
  }
}
