/** Makes an API key; the answer is the only one that carries it. */
import { ROUTES, type CreateApiKeyBody, type CreatedApiKeyView } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useCreateApiKey(): UseMutationResult<CreatedApiKeyView, Error, CreateApiKeyBody> {
  return useAction((body) => request<CreatedApiKeyView>('POST', ROUTES.apiKeys, { body }));
}
