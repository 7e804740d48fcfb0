/** The API keys, without the keys themselves. */
import { ROUTES, type ApiKeyView, type Page } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';

export function useApiKeys(): UseQueryResult<Page<ApiKeyView>> {
  return useQuery({
    queryKey: queryKeys.apiKeys,
    queryFn: ({ signal }) => request<Page<ApiKeyView>>('GET', ROUTES.apiKeys, { signal }),
  });
}
