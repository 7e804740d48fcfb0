/** What the routes of keys take. */

import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

export const KIT_FORMATS = ['text', 'html'] as const;

export class RecoveryKitQueryDto {
  @ApiPropertyOptional({ enum: KIT_FORMATS, default: 'text', description: 'html: a page to print' })
  @IsIn(KIT_FORMATS)
  format: (typeof KIT_FORMATS)[number] = 'text';
}
