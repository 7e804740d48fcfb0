/** Hands a pinned backup back to retention. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useUnpinBackup(): UseMutationResult<unknown, Error, string> {
  return useAction((backupId) => request('POST', ROUTES.backupUnpin(backupId)));
}
