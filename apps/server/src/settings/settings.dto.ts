/** What `PATCH settings` takes. */

import type { UpdateSettingsBody } from '@holdfast/contract';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsInt,
  IsObject,
  IsOptional,
  IsTimeZone,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { IsCronExpression } from '../config/cron-expression.js';

class BackupSettingsDto {
  @ApiPropertyOptional({ description: 'Whether backups run by schedule' })
  @IfGiven()
  @IsBoolean()
  isEnabled?: boolean;

  @ApiPropertyOptional({ example: '0 0 2 * * *', description: '5 or 6 fields' })
  @IfGiven()
  @IsCronExpression()
  cron?: string;

  @ApiPropertyOptional({ example: 'Asia/Shanghai' })
  @IfGiven()
  @IsTimeZone({ message: 'timezone must be the name of a time zone, such as UTC or Asia/Shanghai' })
  timezone?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 36500 })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(36_500)
  retentionDays?: number;

  @ApiPropertyOptional({ minimum: 1, nullable: true, type: Number, description: 'null: no limit' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  retentionCount?: number | null;
}

class RestoreSettingsDto {
  @ApiPropertyOptional({ minimum: 0, maximum: 720 })
  @IfGiven()
  @IsInt()
  @Min(0)
  @Max(720)
  undoHours?: number;
}

class NotificationSettingsDto {
  @ApiPropertyOptional()
  @IfGiven()
  @IsBoolean()
  emailNotificationsEnabled?: boolean;

  @ApiPropertyOptional({ type: [String], maxItems: 50 })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(50)
  @IsEmail({ require_tld: false }, { each: true })
  notificationRecipients?: string[];
}

export class UpdateSettingsDto implements UpdateSettingsBody {
  @ApiPropertyOptional({ type: BackupSettingsDto })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => BackupSettingsDto)
  backup?: BackupSettingsDto;

  @ApiPropertyOptional({ type: RestoreSettingsDto })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => RestoreSettingsDto)
  restore?: RestoreSettingsDto;

  @ApiPropertyOptional({ type: NotificationSettingsDto })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => NotificationSettingsDto)
  notifications?: NotificationSettingsDto;
}

/** May be left out; null is no value. */
function IfGiven(): PropertyDecorator {
  return ValidateIf((_, value: unknown) => value !== undefined);
}
