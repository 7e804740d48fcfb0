/** Gives up the way back: the kept database is removed now. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useDiscardUndo(): UseMutationResult<unknown, Error, string> {
  return useAction((restoreId) => request('POST', ROUTES.restoreDiscardUndo(restoreId)));
}
