/** Who is logged in; null when nobody is. */
import { ROUTES, type MeView } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { ApiError } from '../api-error.js';
import { request } from '../client.js';
import { queryKeys } from '../query-keys.js';

async function fetchMe(signal: AbortSignal): Promise<MeView | null> {
  try {
    return await request<MeView>('GET', ROUTES.me, { signal });
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) return null;
    throw error;
  }
}

export function useMe(): UseQueryResult<MeView | null> {
  return useQuery({ queryKey: queryKeys.me, queryFn: ({ signal }) => fetchMe(signal), staleTime: 60_000 });
}
