/** Starts a drill and goes to its progress; says in words why it could not. */
import { useNavigate } from 'react-router-dom';

import { useAnnounce } from '../../../components/use-announce.js';
import { paths } from '../../../config/paths.js';
import { useStartDrill } from '../api/start-drill.js';

export interface Drill {
  run: (backupId: string) => void;
  isPending: boolean;
}

export function useDrill(): Drill {
  const announce = useAnnounce();
  const navigate = useNavigate();
  const drill = useStartDrill();
  const run = (backupId: string): void =>
    drill.mutate(backupId, {
      onSuccess: ({ id }) => void navigate(paths.restoreRun(id)),
      onError: (error) => announce.failure(error),
    });
  return { run, isPending: drill.isPending };
}
