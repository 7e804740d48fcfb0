/** The cache of answers. It keeps what it has while the server is away, and notices an ended session. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';

import { ApiError } from './api-error.js';
import { queryKeys } from './query-keys.js';

export function createQueryClient(): QueryClient {
  const endSessionOn401 = (error: Error): void => {
    if (error instanceof ApiError && error.code === 'UNAUTHENTICATED')
      client.setQueryData(queryKeys.me, null);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: endSessionOn401 }),
    mutationCache: new MutationCache({ onError: endSessionOn401 }),
    defaultOptions: {
      // The console may run on a machine without internet: the browser's own idea of "offline" is wrong there.
      queries: { retry: false, networkMode: 'always' },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
  return client;
}
