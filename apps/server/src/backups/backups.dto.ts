/** What the routes of backups take. */

import {
  BACKUP_STATUSES,
  BACKUP_TYPES,
  type BackupQuery,
  type BackupStatus,
  type BackupType,
  type CreateBackupBody,
} from '@holdfast/contract';
import { SAFE_ID } from '@holdfast/engine';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

import { PageQueryDto } from '../http/page.dto.js';

const BAD_ID = { message: 'appId must have letters, digits, hyphens, underscores and single dots only' };

export class CreateBackupDto implements CreateBackupBody {
  @ApiPropertyOptional({ description: 'Which application; the only one where left out', example: 'default' })
  @IsOptional()
  @Matches(SAFE_ID, BAD_ID)
  @MaxLength(200)
  appId?: string;

  @ApiPropertyOptional({
    enum: BACKUP_TYPES,
    default: 'full',
    description:
      'differential: what changed since the newest full one; incremental: since the newest one of any type. It becomes a full one where there is nothing to build on.',
  })
  @IsOptional()
  @IsIn(BACKUP_TYPES)
  type?: BackupType;

  @ApiPropertyOptional({ maxLength: 500, description: 'Why it is made; shown in the list' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  description?: string;
}

export class BackupQueryDto extends PageQueryDto implements BackupQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(SAFE_ID, BAD_ID)
  appId?: string;

  @ApiPropertyOptional({ enum: BACKUP_STATUSES })
  @IsOptional()
  @IsIn(BACKUP_STATUSES)
  status?: BackupStatus;

  @ApiPropertyOptional({ enum: BACKUP_TYPES })
  @IsOptional()
  @IsIn(BACKUP_TYPES)
  type?: BackupType;

  @ApiPropertyOptional({ description: 'Made at or after; 30 days ago where left out', format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({
    description: 'Made at or before; a date without a time means the whole day (UTC)',
    format: 'date-time',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;
}

export class RetentionRunDto {
  @ApiPropertyOptional({ default: false, description: 'Only say what would be deleted' })
  @IsOptional()
  @IsBoolean()
  dryRun: boolean = false;
}
