/** The recovery kit as plain text. It holds a secret: fetched only on request, and not cached. */
import { ROUTES } from '@holdfast/contract';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';

import { requestText } from '../../../api/client.js';

export function useRecoveryKit(): UseMutationResult<string, Error, undefined> {
  return useMutation({ mutationFn: () => requestText('GET', ROUTES.recoveryKit), gcTime: 0 });
}
