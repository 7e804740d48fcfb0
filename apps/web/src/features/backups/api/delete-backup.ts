/** Deletes a backup's package and record for good. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useDeleteBackup(): UseMutationResult<unknown, Error, string> {
  return useAction((backupId) => request('DELETE', ROUTES.backup(backupId)));
}
