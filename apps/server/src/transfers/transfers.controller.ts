/** Packages out of and into the console, as tar. */

import type { BackupView, DownloadUrlView } from '@holdfast/contract';
import { HoldfastError } from '@holdfast/engine';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { Public } from '../auth/access.decorator.js';
import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { SafeIdPipe } from '../http/safe-id.pipe.js';
import { DownloadService } from './download.service.js';
import { ImportService } from './import.service.js';
import { ImportBackupQueryDto } from './transfers.dto.js';

const TAR = 'application/x-tar';

@ApiTags('backups')
@Controller('api/v1')
export class TransfersController {
  constructor(
    private readonly downloads: DownloadService,
    private readonly imports: ImportService,
  ) {}

  @Get('backups/:id/download')
  @ApiProduces(TAR)
  @ApiOperation({ summary: 'The package as one plain tar', description: 'Audited.' })
  download(
    @Param('id', SafeIdPipe) id: string,
    @CurrentRequester() requester: Requester,
    @Res() response: Response,
  ): Promise<void> {
    return this.downloads.send(id, requester, response);
  }

  @Post('backups/:id/download-url')
  @HttpCode(200)
  @ApiOperation({
    summary: 'An address that downloads the package without a login',
    description: 'For ten minutes; until the console is stopped.',
  })
  link(
    @Param('id', SafeIdPipe) id: string,
    @CurrentRequester() requester: Requester,
    @Req() request: Request,
  ): Promise<DownloadUrlView> {
    return this.downloads.link(id, requester, `${request.protocol}://${request.header('host') ?? ''}`);
  }

  @Public()
  @Get('downloads/:token')
  @ApiProduces(TAR)
  @ApiOperation({ summary: 'What `download-url` gave the address of', description: 'Audited.' })
  downloadByLink(
    @Param('token') token: string,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.downloads.sendByLink(token, request.ip ?? null, response);
  }

  @Post('backups/import')
  @ApiConsumes(TAR)
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOperation({
    summary: 'Take in a package from a tar',
    description: 'It is verified to its last byte before it is listed; whatever is wrong, nothing is kept.',
  })
  import(
    @Query() { acknowledgeForeign }: ImportBackupQueryDto,
    @CurrentRequester() requester: Requester,
    @Req() request: Request,
  ): Promise<BackupView> {
    if (!request.is([TAR, 'application/octet-stream'])) {
      throw new HoldfastError('VALIDATION_FAILED', `Send the package as the body, with Content-Type ${TAR}.`);
    }
    const order = { source: request, isForeignAcknowledged: acknowledgeForeign };
    return this.imports.take(order, requester);
  }
}
