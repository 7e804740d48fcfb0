/** Adds a destination; new backups are sent there from then on. */
import { ROUTES, type CreateDestinationBody, type DestinationView } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export function useCreateDestination(): UseMutationResult<DestinationView, Error, CreateDestinationBody> {
  return useAction((body) => request<DestinationView>('POST', ROUTES.destinations, { body }));
}
