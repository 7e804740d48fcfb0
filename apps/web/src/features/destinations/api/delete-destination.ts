/** Forgets a destination; the packages that lie there stay. */
import { ROUTES } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useDeleteDestination(): UseMutationResult<unknown, Error, string> {
  return useAction((destinationId) => request('DELETE', ROUTES.destination(destinationId)));
}
