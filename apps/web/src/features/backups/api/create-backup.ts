/** Asks for a backup now; the server answers at once and works in the background. */
import { ROUTES, type AcceptedView, type CreateBackupBody } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useCreateBackup(): UseMutationResult<AcceptedView, Error, CreateBackupBody> {
  return useAction((body) => request<AcceptedView>('POST', ROUTES.backups, { body }));
}
