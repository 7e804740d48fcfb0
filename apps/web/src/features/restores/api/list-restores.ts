/** Past restores, newest first. */
import { ROUTES, type Page, type RestoreView } from '@holdfast/contract';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';

import { request, type QueryValues } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';

export function useRestores(query: QueryValues): UseQueryResult<Page<RestoreView>> {
  return useQuery({
    queryKey: queryKeys.restores(query),
    queryFn: ({ signal }) => request<Page<RestoreView>>('GET', ROUTES.restores, { query, signal }),
    placeholderData: keepPreviousData,
  });
}
