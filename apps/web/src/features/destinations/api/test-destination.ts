/** Tries a destination out, step by step, with a small object that is removed again. */
import { ROUTES, type DestinationTestView } from '@holdfast/contract';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';

import { request } from '../../../api/client.js';

export function useTestDestination(): UseMutationResult<DestinationTestView, Error, string> {
  return useMutation({
    mutationFn: (destinationId) =>
      request<DestinationTestView>('POST', ROUTES.destinationTest(destinationId)),
  });
}
