/** A page of the backup history, newest first. Without `from` the server answers the last 30 days. */
import { ROUTES, type BackupQuery, type BackupView, type Page } from '@holdfast/contract';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';

import { RUNNING_INTERVAL_MS, STATUS_INTERVAL_MS } from '../../config/polling.js';
import { request } from '../client.js';
import { queryKeys } from '../query-keys.js';
import { isUnsettled } from './is-unsettled.js';

/** Asks for the whole history instead of the last 30 days. */
export const FROM_THE_BEGINNING = '1970-01-01T00:00:00.000Z';

function isMoving(page: Page<BackupView> | undefined): boolean {
  return page?.items.some(isUnsettled) ?? false;
}

export function useBackups(filter: BackupQuery): UseQueryResult<Page<BackupView>> {
  const query = { ...filter };
  return useQuery({
    queryKey: queryKeys.backups(query),
    queryFn: ({ signal }) => request<Page<BackupView>>('GET', ROUTES.backups, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (isMoving(query.state.data) ? RUNNING_INTERVAL_MS : STATUS_INTERVAL_MS),
  });
}
