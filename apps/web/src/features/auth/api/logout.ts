/** Ends the session and forgets every answer that was given to it. */
import { ROUTES } from '@holdfast/contract';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';

export function useLogout(): UseMutationResult<unknown, Error, undefined> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => request('POST', ROUTES.logout),
    onSuccess: () => {
      client.setQueryData(queryKeys.me, null);
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== queryKeys.me[0] });
    },
  });
}
