/** One backup with its tables; asked for every two seconds while it is running. */
import { ROUTES, type BackupDetailView } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { RUNNING_INTERVAL_MS } from '../../config/polling.js';
import { request } from '../client.js';
import { queryKeys } from '../query-keys.js';

function isUnfinished(backup: BackupDetailView | undefined): boolean {
  return backup?.status === 'pending' || backup?.status === 'running';
}

/** With null nothing is asked for. */
export function useBackup(backupId: string | null): UseQueryResult<BackupDetailView> {
  return useQuery({
    queryKey: queryKeys.backup(backupId ?? ''),
    queryFn: ({ signal }) => request<BackupDetailView>('GET', ROUTES.backup(backupId ?? ''), { signal }),
    enabled: backupId !== null,
    refetchInterval: (query) => (isUnfinished(query.state.data) ? RUNNING_INTERVAL_MS : false),
  });
}
