/** Opens a session; the cookie is the server's business. */
import { ROUTES, type LoginBody, type MeView } from '@holdfast/contract';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { queryKeys } from '../../../api/query-keys.js';

async function login(body: LoginBody): Promise<MeView> {
  await request('POST', ROUTES.login, { body });
  return request<MeView>('GET', ROUTES.me);
}

export function useLogin(): UseMutationResult<MeView, Error, LoginBody> {
  const client = useQueryClient();
  return useMutation({ mutationFn: login, onSuccess: (me) => client.setQueryData(queryKeys.me, me) });
}
