/** Stops a backup that is waiting or running. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useCancelBackup(): UseMutationResult<unknown, Error, string> {
  return useAction((backupId) => request('POST', ROUTES.backupCancel(backupId)));
}
