/** The further destinations, without their secret keys. */
import { ROUTES, type DestinationView, type Page } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';

/** There are few: whether the server answers them as one page or as a plain list makes no difference. */
async function fetchDestinations(signal: AbortSignal): Promise<DestinationView[]> {
  const answer = await request<Page<DestinationView> | DestinationView[]>('GET', ROUTES.destinations, {
    signal,
  });
  return Array.isArray(answer) ? answer : answer.items;
}

export function useDestinations(): UseQueryResult<DestinationView[]> {
  return useQuery({ queryKey: queryKeys.destinations, queryFn: ({ signal }) => fetchDestinations(signal) });
}
