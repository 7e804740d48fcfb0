/** Asks for everything again when a running job ends, so that lists show its outcome at once. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

export function useRefreshAfter(runningId: string | null): void {
  const client = useQueryClient();
  const previous = useRef(runningId);
  useEffect(() => {
    if (previous.current !== null && previous.current !== runningId) void client.invalidateQueries();
    previous.current = runningId;
  }, [client, runningId]);
}
