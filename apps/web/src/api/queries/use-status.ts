/** The state of the protected application: every minute, and every two seconds while something runs. */
import { ROUTES, type StatusView } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { RUNNING_INTERVAL_MS, STATUS_INTERVAL_MS } from '../../config/polling.js';
import { request } from '../client.js';
import { queryKeys } from '../query-keys.js';

export function isBusy(status: StatusView | undefined): boolean {
  return status !== undefined && (status.runningBackupId !== null || status.runningRestoreId !== null);
}

export function useStatus(): UseQueryResult<StatusView> {
  return useQuery({
    queryKey: queryKeys.status,
    queryFn: ({ signal }) => request<StatusView>('GET', ROUTES.status, { signal }),
    refetchInterval: (query) => (isBusy(query.state.data) ? RUNNING_INTERVAL_MS : STATUS_INTERVAL_MS),
  });
}
