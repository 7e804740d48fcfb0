/** Whether the scheduler runs, and when the next backup is due. */
import { ROUTES, type SchedulerView } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';

export function useScheduler(): UseQueryResult<SchedulerView> {
  return useQuery({
    queryKey: queryKeys.scheduler,
    queryFn: ({ signal }) => request<SchedulerView>('GET', ROUTES.scheduler, { signal }),
  });
}
