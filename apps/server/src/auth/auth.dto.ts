/** What the log-in and the API key routes take. */

import type { CreateApiKeyBody, LoginBody } from '@holdfast/contract';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';

export class LoginDto implements LoginBody {
  @ApiProperty({ example: 'admin@example.org' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  email!: string;

  @ApiProperty({ format: 'password' })
  @IsString()
  @MinLength(1)
  @MaxLength(1000)
  password!: string;
}

export class CreateApiKeyDto implements CreateApiKeyBody {
  @ApiProperty({ description: 'What the key is for', example: 'nightly-report', maxLength: 60 })
  @Matches(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u, {
    message: 'name must be 1 to 60 letters, digits, spaces, dots, hyphens or underscores',
  })
  name!: string;
}
