/** Sends a package to a further destination, for the first time or again. */
import { ROUTES, type CreateCopyBody } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export interface CopyRequest extends CreateCopyBody {
  backupId: string;
}

export function useSendCopy(): UseMutationResult<unknown, Error, CopyRequest> {
  return useAction(({ backupId, ...body }) => request('POST', ROUTES.backupCopies(backupId), { body }));
}
