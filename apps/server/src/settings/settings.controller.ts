/** The settings; the next run under a new schedule is at `GET scheduler`. */

import type { SettingsView } from '@holdfast/contract';
import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { UpdateSettingsDto } from './settings.dto.js';
import { SettingsService } from './settings.service.js';

@ApiTags('settings')
@Controller('api/v1/settings')
export class SettingsController {
  readonly #settings: SettingsService;

  constructor(settings: SettingsService) {
    this.#settings = settings;
  }

  @Get()
  @ApiOperation({ summary: 'The settings in force' })
  get(): Promise<SettingsView> {
    return this.#settings.view();
  }

  @Patch()
  @ApiOperation({ summary: 'Change settings', description: 'What is left out stays as it is.' })
  update(@Body() body: UpdateSettingsDto, @CurrentRequester() requester: Requester): Promise<SettingsView> {
    return this.#settings.update(body, requester);
  }
}
