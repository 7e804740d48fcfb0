/** The applications that are protected, and whether they can be. */

import type { ApplicationTestView, ApplicationView, Page } from '@holdfast/contract';
import { Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { PageQueryDto, pageOf } from '../http/page.dto.js';
import { SafeIdPipe } from '../http/safe-id.pipe.js';
import { ApplicationsService } from './applications.service.js';

@ApiTags('applications')
@Controller('api/v1/applications')
export class ApplicationsController {
  readonly #applications: ApplicationsService;

  constructor(applications: ApplicationsService) {
    this.#applications = applications;
  }

  @Get()
  @ApiOperation({ summary: 'All applications' })
  list(@Query() page: PageQueryDto): Page<ApplicationView> {
    return pageOf(
      this.#applications.all().map((each) => this.#applications.view(each)),
      page,
    );
  }

  @Get(':appId')
  @ApiOperation({ summary: 'One application' })
  get(@Param('appId', SafeIdPipe) appId: string): ApplicationView {
    return this.#applications.view(this.#applications.get(appId));
  }

  @Post(':appId/test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Try to reach the application',
    description: 'Versions, size and privileges of each component, and what stands in the way.',
  })
  test(@Param('appId', SafeIdPipe) appId: string): Promise<ApplicationTestView> {
    return this.#applications.test(this.#applications.get(appId));
  }
}
