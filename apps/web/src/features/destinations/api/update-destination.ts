/** Changes a destination; what is not named stays as it is, the secret key too. */
import { ROUTES, type DestinationView, type UpdateDestinationBody } from '@holdfast/contract';
import type { UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';
import { useAction } from '../../../api/use-action.js';

export interface DestinationChange {
  destinationId: string;
  body: UpdateDestinationBody;
}

export function useUpdateDestination(): UseMutationResult<DestinationView, Error, DestinationChange> {
  return useAction(({ destinationId, body }) =>
    request<DestinationView>('PATCH', ROUTES.destination(destinationId), { body }),
  );
}
