/** What the routes of restores take. */

import {
  RESTORE_MODES,
  RESTORE_STRATEGIES,
  TABLE_PLACEMENTS,
  VERIFICATION_LEVELS,
  type CreateRestoreBody,
  type RestoreMode,
  type RestoreStrategy,
  type TablePlacement,
  type VerifyBackupBody,
} from '@holdfast/contract';
import { SAFE_ID } from '@holdfast/engine';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
} from 'class-validator';

import { PageQueryDto } from '../http/page.dto.js';

const MAX_TABLES = 1000;
/** Two identifiers of 63 bytes, each quoted with every character doubled, fit. */
const MAX_NAME_LENGTH = 300;
const LEVELS = VERIFICATION_LEVELS.filter((level) => level !== 'stored');

export class CreateRestoreDto implements CreateRestoreBody {
  @ApiProperty({
    enum: RESTORE_MODES,
    description:
      'preview: says what a restore would do. apply: restores. drill: restores into a throw-away server and compares.',
  })
  @IsIn(RESTORE_MODES)
  mode!: RestoreMode;

  @ApiPropertyOptional({
    enum: RESTORE_STRATEGIES,
    default: 'swap',
    description:
      'swap: load beside and swap in, can be undone. in-place: one transaction over the live database. ' +
      'tables: chosen tables into the live database, can be undone.',
  })
  @IsOptional()
  @IsIn(RESTORE_STRATEGIES)
  strategy?: RestoreStrategy;

  @ApiPropertyOptional({
    type: [String],
    maxItems: MAX_TABLES,
    example: ['public.customer'],
    description: 'With the strategy tables: which, named as in the backup’s list of tables',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MAX_TABLES)
  @ArrayUnique({ message: 'tables must not name a table twice' })
  @IsString({ each: true })
  @Matches(/\S/, { each: true, message: 'tables must not hold an empty name' })
  @MaxLength(MAX_NAME_LENGTH, { each: true })
  tables?: string[];

  @ApiPropertyOptional({
    enum: TABLE_PLACEMENTS,
    default: 'replace',
    description: 'replace: the tables get the backup’s content. beside: it appears under another name.',
  })
  @IsOptional()
  @IsIn(TABLE_PLACEMENTS)
  tablePlacement?: TablePlacement;

  @ApiPropertyOptional({
    default: false,
    description: 'Preview only: compare content row by row instead of counting',
  })
  @IsOptional()
  @IsBoolean()
  isExact?: boolean;

  @ApiPropertyOptional({
    default: false,
    description: 'Needed to restore a backup that this installation did not sign',
  })
  @IsOptional()
  @IsBoolean()
  acknowledgeForeign?: boolean;

  @ApiPropertyOptional({ description: 'Read it from this destination instead of the console’s own storage' })
  @IsOptional()
  @Matches(SAFE_ID, { message: 'destinationId is not valid' })
  @MaxLength(200)
  destinationId?: string;

  @ApiPropertyOptional({ description: 'For apply: the application’s name, typed by the person who asks' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  confirm?: string;
}

export class VerifyBackupDto implements VerifyBackupBody {
  @ApiPropertyOptional({
    enum: LEVELS,
    default: 'readable',
    description:
      'hashed: every byte is read. readable: it is also decrypted, unpacked and compared with its fingerprint. ' +
      'restored, matched: a drill.',
  })
  @IsOptional()
  @IsIn(LEVELS)
  level?: Exclude<VerifyBackupBody['level'], undefined>;
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

  @ApiPropertyOptional({ enum: RESTORE_MODES })
  @IsOptional()
  @IsIn(RESTORE_MODES)
  mode?: RestoreMode;
}
