/** Marks on controllers and routes; a route without a mark is for any administrator. */

import { SetMetadata } from '@nestjs/common';

export const IS_PUBLIC = 'holdfast:is-public';
export const IS_SESSION_ONLY = 'holdfast:is-session-only';

/** Nobody needs to log in. */
export const Public = (): ClassDecorator & MethodDecorator => SetMetadata(IS_PUBLIC, true);

/** A person must be logged in: an API key that leaked must not open more doors. */
export const SessionOnly = (): ClassDecorator & MethodDecorator => SetMetadata(IS_SESSION_ONLY, true);
