/** Lets the scheduler run backups on time. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useStartScheduler(): UseMutationResult<unknown, Error, undefined> {
  return useAction(() => request('POST', ROUTES.schedulerStart));
}
