/** What `PATCH settings` takes. */

import { BACKUP_TYPES, type Assertion, type BackupType, type UpdateSettingsBody } from '@holdfast/contract';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsTimeZone,
  Matches,
  Max,
  MaxLength,
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

  @ApiPropertyOptional({ enum: BACKUP_TYPES, description: 'What the schedule makes' })
  @IfGiven()
  @IsIn(BACKUP_TYPES)
  type?: BackupType;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: 100,
    description: 'Incremental backups in a row before the next full one',
  })
  @IfGiven()
  @IsInt()
  @Min(1)
  @Max(100)
  maxChainLength?: number;
}

class AssertionDto implements Assertion {
  @ApiProperty({ maxLength: 100, example: 'There are customers' })
  @IsString()
  @Matches(/\S/, { message: 'name must not be empty' })
  @MaxLength(100)
  name!: string;

  @ApiProperty({
    maxLength: 10_000,
    example: 'SELECT count(*) > 0 FROM customer',
    description: 'One SELECT whose first column of its only row is true',
  })
  @IsString()
  @Matches(/\S/, { message: 'sql must not be empty' })
  @MaxLength(10_000)
  sql!: string;
}

class DrillSettingsDto {
  @ApiPropertyOptional({ description: 'Whether restores are drilled by schedule' })
  @IfGiven()
  @IsBoolean()
  isEnabled?: boolean;

  @ApiPropertyOptional({ example: '0 0 4 * * 0', description: '5 or 6 fields, in the time zone of backups' })
  @IfGiven()
  @IsCronExpression()
  cron?: string;

  @ApiPropertyOptional({ type: [AssertionDto], maxItems: 50, description: 'Asked of what a drill restored' })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique(nameOf, { message: 'assertions must have different names' })
  @ValidateNested({ each: true })
  @Type(() => AssertionDto)
  assertions?: AssertionDto[];
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

  @ApiPropertyOptional({ type: DrillSettingsDto })
  @IfGiven()
  @IsObject()
  @ValidateNested()
  @Type(() => DrillSettingsDto)
  drill?: DrillSettingsDto;

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

/** Items that are no objects are refused by their own check. */
function nameOf(assertion: unknown): unknown {
  return typeof assertion === 'object' && assertion !== null && 'name' in assertion
    ? String(assertion.name).trim()
    : assertion;
}

/** May be left out; null is no value. */
function IfGiven(): PropertyDecorator {
  return ValidateIf((_, value: unknown) => value !== undefined);
}
