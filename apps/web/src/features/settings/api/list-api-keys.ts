/** The API keys, without the keys themselves. */
import { ROUTES, type ApiKeyView, type Page } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';

/** There are few keys: whether the server answers them as one page or as a plain list makes no difference. */
async function fetchApiKeys(signal: AbortSignal): Promise<ApiKeyView[]> {
  const answer = await request<Page<ApiKeyView> | ApiKeyView[]>('GET', ROUTES.apiKeys, { signal });
  return Array.isArray(answer) ? answer : answer.items;
}

export function useApiKeys(): UseQueryResult<ApiKeyView[]> {
  return useQuery({
    queryKey: queryKeys.apiKeys,
    queryFn: ({ signal }) => fetchApiKeys(signal),
  });
}
