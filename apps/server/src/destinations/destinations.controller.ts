/** Further destinations of packages. */

import type { DestinationTestView, DestinationView, Page } from '@holdfast/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { SessionOnly } from '../auth/access.decorator.js';
import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { PageQueryDto, pageOf } from '../http/page.dto.js';
import { SafeIdPipe } from '../http/safe-id.pipe.js';
import { CreateDestinationDto, UpdateDestinationDto } from './destinations.dto.js';
import { DestinationsService } from './destinations.service.js';

@ApiTags('destinations')
@Controller('api/v1/destinations')
export class DestinationsController {
  constructor(private readonly destinations: DestinationsService) {}

  @Get()
  @ApiOperation({ summary: 'Where copies of packages go', description: 'Never with their secret keys.' })
  async list(@Query() { limit, offset }: PageQueryDto): Promise<Page<DestinationView>> {
    return pageOf(await this.destinations.list(), { limit, offset });
  }

  @SessionOnly()
  @Post()
  @ApiOperation({ summary: 'Add a destination', description: 'New backups are sent there from now on.' })
  create(
    @Body() body: CreateDestinationDto,
    @CurrentRequester() requester: Requester,
  ): Promise<DestinationView> {
    return this.destinations.create(body, requester);
  }

  @SessionOnly()
  @Post('test')
  @HttpCode(200)
  @ApiOperation({ summary: 'Try a destination out that is not kept yet' })
  tryOut(
    @Body() body: CreateDestinationDto,
    @CurrentRequester() requester: Requester,
  ): Promise<DestinationTestView> {
    return this.destinations.tryOut(body, requester);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One destination' })
  get(@Param('id', SafeIdPipe) id: string): Promise<DestinationView> {
    return this.destinations.get(id);
  }

  @SessionOnly()
  @Patch(':id')
  @ApiOperation({ summary: 'Change a destination' })
  update(
    @Param('id', SafeIdPipe) id: string,
    @Body() body: UpdateDestinationDto,
    @CurrentRequester() requester: Requester,
  ): Promise<DestinationView> {
    return this.destinations.update(id, body, requester);
  }

  @SessionOnly()
  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Forget a destination', description: 'The packages that lie there stay.' })
  remove(@Param('id', SafeIdPipe) id: string, @CurrentRequester() requester: Requester): Promise<void> {
    return this.destinations.remove(id, requester);
  }

  @Post(':id/test')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Try a destination out, step by step',
    description:
      'Writes, reads, lists and removes small objects of its own, and says what the store supports.',
  })
  test(
    @Param('id', SafeIdPipe) id: string,
    @CurrentRequester() requester: Requester,
  ): Promise<DestinationTestView> {
    return this.destinations.test(id, requester);
  }
}
