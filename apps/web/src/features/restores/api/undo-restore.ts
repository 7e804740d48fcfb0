/** Swaps the database that stood before the restore back in. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useUndoRestore(): UseMutationResult<unknown, Error, string> {
  return useAction((restoreId) => request('POST', ROUTES.restoreUndo(restoreId)));
}
