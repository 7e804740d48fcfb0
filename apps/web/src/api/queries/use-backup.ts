/** One backup with its tables; asked for every two seconds while it is changing. */
import { ROUTES, type BackupDetailView } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { RUNNING_INTERVAL_MS } from '../../config/polling.js';
import { request } from '../client.js';
import { queryKeys } from '../query-keys.js';
import { isUnsettled } from './is-unsettled.js';

function isMoving(backup: BackupDetailView | undefined): boolean {
  return backup !== undefined && isUnsettled(backup);
}

/** With null nothing is asked for. */
export function useBackup(backupId: string | null): UseQueryResult<BackupDetailView> {
  return useQuery({
    queryKey: queryKeys.backup(backupId ?? ''),
    queryFn: ({ signal }) => request<BackupDetailView>('GET', ROUTES.backup(backupId ?? ''), { signal }),
    enabled: backupId !== null,
    refetchInterval: (query) => (isMoving(query.state.data) ? RUNNING_INTERVAL_MS : false),
  });
}
