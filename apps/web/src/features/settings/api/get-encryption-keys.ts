/** The keys that open and sign packages, without their secrets. */
import { ROUTES, type EncryptionKeysView } from '@holdfast/contract';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';

export function useEncryptionKeys(): UseQueryResult<EncryptionKeysView> {
  return useQuery({
    queryKey: queryKeys.encryptionKeys,
    queryFn: ({ signal }) => request<EncryptionKeysView>('GET', ROUTES.encryptionKeys, { signal }),
  });
}
