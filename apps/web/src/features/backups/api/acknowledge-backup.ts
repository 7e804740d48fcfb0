/** Says that a backup's findings were looked at, so that retention may run again. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useAcknowledgeBackup(): UseMutationResult<unknown, Error, string> {
  return useAction((backupId) => request('POST', ROUTES.backupAcknowledge(backupId)));
}
