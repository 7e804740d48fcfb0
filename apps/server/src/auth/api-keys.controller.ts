/** API keys: only a person who is logged in makes, sees and deletes them. */

import type { ApiKeyView, CreatedApiKeyView, Page } from '@holdfast/contract';
import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { PageQueryDto, pageOf } from '../http/page.dto.js';
import { SafeIdPipe } from '../http/safe-id.pipe.js';
import { SessionOnly } from './access.decorator.js';
import { ApiKeysService } from './api-keys.service.js';
import { CreateApiKeyDto } from './auth.dto.js';
import { CurrentRequester, type Requester } from './requester.decorator.js';

@ApiTags('api-keys')
@SessionOnly()
@Controller('api/v1/api-keys')
export class ApiKeysController {
  readonly #apiKeys: ApiKeysService;

  constructor(apiKeys: ApiKeysService) {
    this.#apiKeys = apiKeys;
  }

  @Get()
  @ApiOperation({ summary: 'All API keys, without the keys themselves' })
  async list(@Query() page: PageQueryDto): Promise<Page<ApiKeyView>> {
    return pageOf(await this.#apiKeys.list(), page);
  }

  @Post()
  @ApiOperation({ summary: 'Make an API key', description: 'The only answer that carries the key.' })
  create(
    @Body() { name }: CreateApiKeyDto,
    @CurrentRequester() requester: Requester,
  ): Promise<CreatedApiKeyView> {
    return this.#apiKeys.create(name, requester);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete an API key', description: 'It stops working at once.' })
  remove(@Param('id', SafeIdPipe) id: string, @CurrentRequester() requester: Requester): Promise<void> {
    return this.#apiKeys.remove(id, requester);
  }
}
