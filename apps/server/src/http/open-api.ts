/** The API's description: for people at /api/docs, for programs at /api/docs/openapi.json. */

import { API_KEY_HEADER, ROUTES } from '@holdfast/contract';
import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';

import { SESSION_COOKIE } from './session-cookie.js';

export function setUpOpenApi(app: INestApplication): void {
  SwaggerModule.setup(ROUTES.docs.slice(1), app, () => describeApi(app), {
    jsonDocumentUrl: `${ROUTES.docs.slice(1)}/openapi.json`,
    yamlDocumentUrl: `${ROUTES.docs.slice(1)}/openapi.yaml`,
    customSiteTitle: 'Holdfast API',
  });
}

export function describeApi(app: INestApplication): OpenAPIObject {
  const document = new DocumentBuilder()
    .setTitle('Holdfast API')
    .setDescription(
      'Backs up databases and proves that every backup can be restored. Errors are RFC 9457 problem details ' +
        'with a stable `code`, a `hint` and a `requestId`; lists are `{items, total, limit, offset}`; ' +
        'times are ISO 8601 in UTC.',
    )
    .setVersion('1')
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie' }, 'session')
    .addApiKey({ type: 'apiKey', in: 'header', name: API_KEY_HEADER }, 'api-key')
    .addSecurityRequirements('session')
    .addSecurityRequirements('api-key')
    .build();
  return SwaggerModule.createDocument(app, document);
}
