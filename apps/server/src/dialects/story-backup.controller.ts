/** `/api/backup`: status, history, detail and a new backup, for clients of the first dialect. */

import type { AcceptedView } from '@holdfast/contract';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { ApplicationsService, databaseNameOf } from '../applications/applications.service.js';
import { CurrentPrincipal, type Principal } from '../auth/principal.decorator.js';
import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { BackupHistory } from '../backups/backup-history.service.js';
import { BackupRecords } from '../backups/backup-records.service.js';
import { BackupsService } from '../backups/backups.service.js';
import { pageOf } from '../http/page.dto.js';
import { SafeIdPipe } from '../http/safe-id.pipe.js';
import { StatusService } from '../status/status.service.js';
import { BackupHistoryQueryDto, BackupRequestDto } from './story.dto.js';
import { storyBackupOf, storyStatusOf, type StoryBackup, type StoryStatus } from './story-views.js';

export interface StoryHistory {
  backups: StoryBackup[];
  total: number;
  limit: number;
  offset: number;
}

@ApiTags('dialect: backup')
@Controller('api/backup')
export class StoryBackupController {
  constructor(
    private readonly applications: ApplicationsService,
    private readonly backups: BackupsService,
    private readonly records: BackupRecords,
    private readonly history: BackupHistory,
    private readonly status: StatusService,
  ) {}

  @Get('status')
  @ApiOperation({ summary: 'The last backup and the next run' })
  async getStatus(): Promise<StoryStatus> {
    return storyStatusOf(await this.status.view());
  }

  @Get('history')
  @ApiOperation({ summary: 'Backups of the last 30 days, newest first' })
  async getHistory(@Query() query: BackupHistoryQueryDto): Promise<StoryHistory> {
    const { limit, offset, startDate, endDate, status } = query;
    const found = await this.history.find({
      ...(startDate === undefined ? {} : { from: startDate }),
      ...(endDate === undefined ? {} : { to: endDate }),
      ...(status === undefined ? {} : { status }),
    });
    const { items, ...page } = pageOf(found, { limit, offset });
    return { backups: items.map((record) => this.#view(record)), ...page };
  }

  @Post()
  @HttpCode(202)
  @ApiOperation({ summary: 'Make a backup' })
  create(
    @Body() { description }: BackupRequestDto,
    @CurrentPrincipal() { via }: Principal,
    @CurrentRequester() requester: Requester,
  ): Promise<AcceptedView> {
    return this.backups.request({ description, trigger: via === 'api-key' ? 'api' : 'manual' }, requester);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One backup' })
  async get(@Param('id', SafeIdPipe) id: string): Promise<StoryBackup> {
    return this.#view(await this.records.get(id));
  }

  #view(record: Parameters<typeof storyBackupOf>[0]): StoryBackup {
    const application = this.applications.all().find(({ appId }) => appId === record.appId);
    return storyBackupOf(record, application === undefined ? '' : databaseNameOf(application));
  }
}
