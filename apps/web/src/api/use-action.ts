/** A change on the server, after which everything on the screen is asked for again. */
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';

export function useAction<Input, Answer>(
  send: (input: Input) => Promise<Answer>,
): UseMutationResult<Answer, Error, Input> {
  const client = useQueryClient();
  return useMutation({ mutationFn: send, onSettled: () => client.invalidateQueries() });
}
