/** What the routes of destinations take. */

import {
  DESTINATION_KINDS,
  type CreateDestinationBody,
  type DestinationKind,
  type S3Address,
  type UpdateDestinationBody,
} from '@holdfast/contract';
import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsDefined,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

import { IsS3Endpoint, S3_BUCKET, S3_REGION } from '../config/s3-address.js';

const NO_CONTROL_CHARACTERS = /^[^\p{Cc}]*$/u;

export class S3AddressDto implements S3Address {
  @ApiProperty({ nullable: true, example: 'https://minio.example.org:9000', description: 'Null: AWS itself' })
  @ValidateIf((_, value) => value !== null)
  @IsS3Endpoint({
    message: 'endpoint must be an address such as https://minio.example.org:9000, without a login in it',
  })
  endpoint!: string | null;

  @ApiProperty({ example: 'us-east-1' })
  @Matches(S3_REGION, { message: 'region must be 1 to 60 letters, digits or hyphens' })
  region!: string;

  @ApiProperty()
  @Matches(S3_BUCKET, {
    message: 'bucket must be 2 to 63 letters, digits, dots, hyphens or underscores',
  })
  bucket!: string;

  @ApiProperty({ description: 'Empty: none' })
  @Matches(/^$|^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/, {
    message: 'prefix must be names separated by slashes, without slashes at its ends',
  })
  @MaxLength(500)
  prefix!: string;

  @ApiProperty()
  @Matches(/^[\x21-\x7e]{1,200}$/, { message: 'accessKeyId must be printable characters without spaces' })
  accessKeyId!: string;

  @ApiProperty({ description: '`endpoint/bucket/key` instead of `bucket.endpoint/key`' })
  @IsBoolean()
  forcePathStyle!: boolean;
}

export class S3AccessDto extends S3AddressDto {
  @ApiProperty({ writeOnly: true })
  @Matches(/^[\x21-\x7e]{1,500}$/, { message: 'secretAccessKey must be printable characters without spaces' })
  secretAccessKey!: string;
}

export class S3ChangesDto extends PartialType(S3AccessDto) {}

export class CreateDestinationDto implements CreateDestinationBody {
  @ApiProperty({ maxLength: 100 })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(NO_CONTROL_CHARACTERS, { message: 'name must be one line' })
  name!: string;

  @ApiProperty({ enum: DESTINATION_KINDS })
  @IsIn(DESTINATION_KINDS)
  kind!: DestinationKind;

  @ApiPropertyOptional({ default: true, description: 'Whether new backups are sent there' })
  @IsOptional()
  @IsBoolean()
  isEnabled?: boolean;

  @ApiPropertyOptional({ description: 'Where the kind is s3' })
  @ValidateIf(({ kind }: CreateDestinationDto) => kind === 's3')
  @IsDefined()
  @ValidateNested()
  @Type(() => S3AccessDto)
  s3?: S3AccessDto;

  @ApiPropertyOptional({ description: 'Where the kind is local: an absolute path on another disk' })
  @ValidateIf(({ kind }: CreateDestinationDto) => kind === 'local')
  @IsDefined()
  @Matches(/^\/[^\p{Cc}]*$/u, { message: 'path must be an absolute path' })
  @MaxLength(1000)
  path?: string;
}

export class UpdateDestinationDto implements UpdateDestinationBody {
  @ApiPropertyOptional({ maxLength: 100 })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(NO_CONTROL_CHARACTERS, { message: 'name must be one line' })
  name?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsBoolean()
  isEnabled?: boolean;

  @ApiPropertyOptional({ description: 'A secret key that is left out stays as it is' })
  @IsOptional()
  @ValidateNested()
  @Type(() => S3ChangesDto)
  s3?: S3ChangesDto;

  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^\/[^\p{Cc}]*$/u, { message: 'path must be an absolute path' })
  @MaxLength(1000)
  path?: string;
}
