/** Asks for a drill; nothing of the live data is touched. */
import { ROUTES, type AcceptedView, type CreateRestoreBody } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useStartDrill(): UseMutationResult<AcceptedView, Error, string> {
  const body: CreateRestoreBody = { mode: 'drill' };
  return useAction((backupId) => request<AcceptedView>('POST', ROUTES.backupRestores(backupId), { body }));
}
