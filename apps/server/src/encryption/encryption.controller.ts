/** The recovery kit, for a person who is logged in. */

import { Controller, Get, Header } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';

import { SessionOnly } from '../auth/access.decorator.js';
import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { RecoveryKitService } from './recovery-kit.service.js';

@ApiTags('encryption')
@SessionOnly()
@Controller('api/v1/encryption')
export class EncryptionController {
  readonly #kit: RecoveryKitService;

  constructor(kit: RecoveryKitService) {
    this.#kit = kit;
  }

  @Get('recovery-kit')
  @Header('content-type', 'text/plain; charset=utf-8')
  @Header('content-disposition', 'attachment; filename="holdfast-recovery-kit.txt"')
  @ApiProduces('text/plain')
  @ApiOperation({ summary: 'Keys, places and commands to recover without Holdfast', description: 'Audited.' })
  get(@CurrentRequester() requester: Requester): Promise<string> {
    return this.#kit.text(requester);
  }
}
