/** A page of the audit log, newest first. */
import { ROUTES, type AuditEntryView, type Page } from '@holdfast/contract';
import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query';

import { request, type QueryValues } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';
import { STATUS_INTERVAL_MS } from '../../../config/polling.js';

export function useAudit(query: QueryValues): UseQueryResult<Page<AuditEntryView>> {
  return useQuery({
    queryKey: queryKeys.audit(query),
    queryFn: ({ signal }) => request<Page<AuditEntryView>>('GET', ROUTES.audit, { query, signal }),
    placeholderData: keepPreviousData,
    refetchInterval: STATUS_INTERVAL_MS,
  });
}
