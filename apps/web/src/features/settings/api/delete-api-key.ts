/** Deletes an API key; scripts that use it are refused from then on. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useDeleteApiKey(): UseMutationResult<unknown, Error, string> {
  return useAction((apiKeyId) => request('DELETE', ROUTES.apiKey(apiKeyId)));
}
