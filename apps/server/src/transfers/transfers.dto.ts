/** What the routes of downloads and imports take. */

import type { ImportBackupQuery } from '@holdfast/contract';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsOptional } from 'class-validator';

/** As they stand in a query. */
const WORDS = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
]);

export class ImportBackupQueryDto implements ImportBackupQuery {
  @ApiPropertyOptional({
    default: false,
    description:
      'Take in a package that this installation did not sign. Restoring it runs its SQL; it is tried out in a throw-away server first.',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => WORDS.get(value) ?? value)
  @IsBoolean()
  acknowledgeForeign: boolean = false;
}
