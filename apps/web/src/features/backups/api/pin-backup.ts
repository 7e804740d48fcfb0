/** Keeps a backup from being removed by retention. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function usePinBackup(): UseMutationResult<unknown, Error, string> {
  return useAction((backupId) => request('POST', ROUTES.backupPin(backupId)));
}
