/** What the routes of the first dialect take. */

import { BACKUP_STATUSES, type BackupStatus } from '@holdfast/contract';
import { SAFE_ID } from '@holdfast/engine';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

import { PageQueryDto } from '../http/page.dto.js';

export class BackupHistoryQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  startDate?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'A date without a time means the whole day (UTC)',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  endDate?: string;

  @ApiPropertyOptional({ enum: BACKUP_STATUSES })
  @IsOptional()
  @IsIn(BACKUP_STATUSES)
  status?: BackupStatus;
}

export class BackupRequestDto {
  @ApiPropertyOptional({ maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  description?: string;
}

export class RestoreRequestDto {
  @ApiProperty({ description: 'Which backup to restore' })
  @Matches(SAFE_ID, {
    message: 'backupId must have letters, digits, hyphens, underscores and single dots only',
  })
  @MaxLength(200)
  backupId!: string;
}
