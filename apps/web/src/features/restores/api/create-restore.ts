/** Asks for a restore; the server answers at once and works in the background. */
import { ROUTES, type AcceptedView, type CreateRestoreBody } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export interface RestoreRequest {
  backupId: string;
  body: CreateRestoreBody;
}

export function useCreateRestore(): UseMutationResult<AcceptedView, Error, RestoreRequest> {
  return useAction(({ backupId, body }) =>
    request<AcceptedView>('POST', ROUTES.backupRestores(backupId), { body }),
  );
}
