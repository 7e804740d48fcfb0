/** One restore, asked for every two seconds until it is finished. */
import { ROUTES, type RestoreView } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';
import { RUNNING_INTERVAL_MS, STATUS_INTERVAL_MS } from '../../../config/polling.js';

export function isUnfinished(restore: RestoreView | undefined): boolean {
  return restore?.status === 'pending' || restore?.status === 'running';
}

/** With null nothing is asked for. */
export function useRestore(restoreId: string | null): UseQueryResult<RestoreView> {
  return useQuery({
    queryKey: queryKeys.restore(restoreId ?? ''),
    queryFn: ({ signal }) => request<RestoreView>('GET', ROUTES.restore(restoreId ?? ''), { signal }),
    enabled: restoreId !== null,
    // A finished restore is still followed slowly: its undo runs out.
    refetchInterval: (query) => (isUnfinished(query.state.data) ? RUNNING_INTERVAL_MS : STATUS_INTERVAL_MS),
  });
}
