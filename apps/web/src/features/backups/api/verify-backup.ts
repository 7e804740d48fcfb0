/** Reads a stored backup again: its bytes only, or all of its content. */
import { ROUTES, type VerifyBackupBody } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export interface Verification extends VerifyBackupBody {
  backupId: string;
}

export function useVerifyBackup(): UseMutationResult<unknown, Error, Verification> {
  return useAction(({ backupId, ...body }) => request('POST', ROUTES.backupVerify(backupId), { body }));
}
