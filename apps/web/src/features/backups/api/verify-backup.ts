/** Reads a stored backup again and compares it with its manifest. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useVerifyBackup(): UseMutationResult<unknown, Error, string> {
  return useAction((backupId) => request('POST', ROUTES.backupVerify(backupId)));
}
