/** Stops scheduled backups until they are started again. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useStopScheduler(): UseMutationResult<unknown, Error, undefined> {
  return useAction(() => request('POST', ROUTES.schedulerStop));
}
