/** The settings that can be changed while the console runs. */
import { ROUTES, type SettingsView } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';

export function useSettings(): UseQueryResult<SettingsView> {
  return useQuery({
    queryKey: queryKeys.settings,
    queryFn: ({ signal }) => request<SettingsView>('GET', ROUTES.settings, { signal }),
  });
}
