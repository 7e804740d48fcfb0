/** What the route of copies takes. */

import type { CreateCopyBody } from '@holdfast/contract';
import { SAFE_ID } from '@holdfast/engine';
import { ApiProperty } from '@nestjs/swagger';
import { Matches, MaxLength } from 'class-validator';

export class CreateCopyDto implements CreateCopyBody {
  @ApiProperty()
  @Matches(SAFE_ID, { message: 'destinationId must be the id of a destination' })
  @MaxLength(200)
  destinationId!: string;
}
