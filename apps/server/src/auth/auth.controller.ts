/** Log-in, log-out, and who is logged in. */

import type { MeView } from '@holdfast/contract';
import { Body, Controller, Get, HttpCode, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { SERVER_CONFIG, type ServerConfig } from '../config/server-config.js';
import { Public } from './access.decorator.js';
import { LoginDto } from './auth.dto.js';
import { AuthService } from './auth.service.js';
import { LoginThrottleGuard } from './login-throttle.guard.js';
import { CurrentPrincipal, type Principal } from './principal.decorator.js';
import { CurrentRequester, type Requester } from './requester.decorator.js';
import { SESSION_COOKIE, sessionCookieOptions, sessionTokenOf } from '../http/session-cookie.js';

@ApiTags('auth')
@Controller('api/v1/auth')
export class AuthController {
  readonly #auth: AuthService;
  readonly #isHttps: boolean;

  constructor(auth: AuthService, @Inject(SERVER_CONFIG) config: ServerConfig) {
    this.#auth = auth;
    this.#isHttps = config.publicUrl?.startsWith('https:') ?? false;
  }

  @Public()
  @UseGuards(LoginThrottleGuard)
  @Post('login')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Log in',
    description: 'Sets the session cookie. At most five tries per minute for one address and e-mail.',
  })
  async logIn(
    @Body() { email, password }: LoginDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MeView> {
    const session = await this.#auth.logIn(email, password, request.ip ?? null);
    response.cookie(SESSION_COOKIE, session.token, sessionCookieOptions(this.#isHttps));
    return { email: session.email, role: 'admin', via: 'session' };
  }

  @Post('logout')
  @HttpCode(204)
  @ApiOperation({ summary: 'Log out', description: 'Ends the session and clears the cookie.' })
  async logOut(
    @CurrentRequester() requester: Requester,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.#auth.logOut(sessionTokenOf(request), requester);
    response.clearCookie(SESSION_COOKIE, sessionCookieOptions(this.#isHttps));
  }

  @Get('me')
  @ApiOperation({ summary: 'Who is logged in' })
  me(@CurrentPrincipal() { email, role, via }: Principal): MeView {
    return { email, role, via };
  }
}
