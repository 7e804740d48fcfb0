/** What is proven of a backup: prove more of it, and take the proof away as a document. */

import type { AcceptedView, IntegrityReport } from '@holdfast/contract';
import { Body, Controller, Get, HttpCode, Param, Post, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { VerificationService } from '../backups/verification.service.js';
import { SafeIdPipe } from '../http/safe-id.pipe.js';
import { IntegrityReports } from './integrity-reports.service.js';
import { RestoreRequests } from './restore-requests.service.js';
import { VerifyBackupDto } from './restores.dto.js';

@ApiTags('backups')
@Controller('api/v1/backups')
export class ProofsController {
  constructor(
    private readonly verification: VerificationService,
    private readonly requests: RestoreRequests,
    private readonly reports: IntegrityReports,
  ) {}

  @Post(':id/verify')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Verify a backup',
    description:
      'For `hashed` and `readable` the answer has the backup’s id, and its `verifiedAt` changes when it is done. ' +
      'For `restored` and `matched` a drill is started and the answer has the drill’s id: poll `GET restores/:id`. ' +
      'A level that was reached before is never lowered by reaching less; damage takes it away.',
  })
  verify(
    @Param('id', SafeIdPipe) id: string,
    @Body() { level = 'readable' }: VerifyBackupDto,
    @CurrentRequester() requester: Requester,
  ): Promise<AcceptedView> {
    return level === 'hashed' || level === 'readable'
      ? this.verification.request(id, level, requester)
      : this.requests.requestDrill(id, requester);
  }

  @Get(':id/integrity-report')
  @ApiOperation({
    summary: 'What is proven of a backup, as a document to keep',
    description: 'From its record, its manifest, and every verification, drill and restore on record.',
  })
  async integrityReport(
    @Param('id', SafeIdPipe) id: string,
    @Res({ passthrough: true }) response: Response,
  ): Promise<IntegrityReport> {
    const report = await this.reports.of(id);
    response.attachment(`integrity-${id}.json`);
    return report;
  }
}
