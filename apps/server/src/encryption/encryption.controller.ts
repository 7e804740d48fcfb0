/** Keys and the recovery kit. What gives secrets out or changes keys is for a person who is logged in. */

import type { EncryptionKeysView, EncryptionKeyView } from '@holdfast/contract';
import { recoveryKitText } from '@holdfast/engine';
import { Controller, Get, Header, Post, Query, Res } from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { SessionOnly } from '../auth/access.decorator.js';
import { CurrentRequester, type Requester } from '../auth/requester.decorator.js';
import { EncryptionKeysService } from './encryption-keys.service.js';
import { RecoveryKitQueryDto } from './encryption.dto.js';
import { kitPage } from './kit-page.js';
import { RecoveryKitService } from './recovery-kit.service.js';

@ApiTags('encryption')
@Controller('api/v1/encryption')
export class EncryptionController {
  constructor(
    private readonly keys: EncryptionKeysService,
    private readonly kit: RecoveryKitService,
  ) {}

  @Get('keys')
  @ApiOperation({ summary: 'The keys that open and sign packages', description: 'Without their secrets.' })
  list(): EncryptionKeysView {
    return this.keys.view();
  }

  @SessionOnly()
  @Post('keys')
  @ApiOperation({
    summary: 'Make a new key',
    description: 'New packages use it; the old ones stay and open the old packages. Take a new recovery kit.',
  })
  rotate(@CurrentRequester() requester: Requester): Promise<EncryptionKeyView> {
    return this.keys.rotate(requester);
  }

  @SessionOnly()
  @Get('recovery-kit')
  @Header('cache-control', 'no-store')
  @ApiProduces('text/plain', 'text/html')
  @ApiOperation({ summary: 'Keys, places and commands to recover without Holdfast', description: 'Audited.' })
  async recoveryKit(
    @Query() { format }: RecoveryKitQueryDto,
    @CurrentRequester() requester: Requester,
    @Res({ passthrough: true }) response: Response,
  ): Promise<string> {
    const kit = await this.kit.make(requester);
    if (format === 'html') {
      response.type('text/html; charset=utf-8');
      return kitPage(kit);
    }
    response.attachment('holdfast-recovery-kit.txt').type('text/plain; charset=utf-8');
    return recoveryKitText(kit);
  }
}
