/** The audit log, newest first, and the check of its hash chain. */

import type { AuditEntryView, Page } from '@holdfast/contract';
import type { AuditVerification } from '@holdfast/catalog';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { PageQueryDto } from '../http/page.dto.js';
import { AuditService } from './audit.service.js';

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  readonly #audit: AuditService;

  constructor(audit: AuditService) {
    this.#audit = audit;
  }

  @Get()
  @ApiOperation({ summary: 'Who did what, newest first' })
  list(@Query() { limit, offset }: PageQueryDto): Promise<Page<AuditEntryView>> {
    return this.#audit.list(limit, offset);
  }

  @Get('verify')
  @ApiOperation({
    summary: 'Check the hash chain',
    description: 'Finds an entry that was edited, deleted or cut.',
  })
  verify(): Promise<AuditVerification> {
    return this.#audit.verify();
  }
}
