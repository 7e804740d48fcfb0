/** Stops a restore that has not begun to swap. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useCancelRestore(): UseMutationResult<unknown, Error, string> {
  return useAction((restoreId) => request('POST', ROUTES.restoreCancel(restoreId)));
}
