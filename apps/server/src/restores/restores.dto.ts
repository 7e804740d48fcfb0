/** What the routes of restores take. */

import {
  RESTORE_MODES,
  RESTORE_STRATEGIES,
  type CreateRestoreBody,
  type RestoreMode,
  type RestoreStrategy,
} from '@holdfast/contract';
import { SAFE_ID } from '@holdfast/engine';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

import { PageQueryDto } from '../http/page.dto.js';

export class CreateRestoreDto implements CreateRestoreBody {
  @ApiProperty({ enum: RESTORE_MODES })
  @IsIn(RESTORE_MODES)
  mode!: RestoreMode;

  @ApiPropertyOptional({
    enum: RESTORE_STRATEGIES,
    default: 'swap',
    description:
      'swap: load beside and swap in, can be undone. in-place: one transaction over the live database.',
  })
  @IsOptional()
  @IsIn(RESTORE_STRATEGIES)
  strategy?: RestoreStrategy;

  @ApiPropertyOptional({ description: 'The application’s name, typed by the person who asks' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  confirm?: string;
}

export class RestoreQueryDto extends PageQueryDto {
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(SAFE_ID, { message: 'appId is not valid' })
  @MaxLength(200)
  appId?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(SAFE_ID, { message: 'backupId is not valid' })
  @MaxLength(200)
  backupId?: string;
}
