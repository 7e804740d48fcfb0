/** Carries out what was chosen in a backup's menu, or asks first. */
import type { BackupView } from '@holdfast/contract';
import { useTranslation } from 'react-i18next';

import { useAnnounce } from '../../../components/use-announce.js';
import { usePinBackup } from '../api/pin-backup.js';
import { useUnpinBackup } from '../api/unpin-backup.js';
import { useDrill } from './use-drill.js';

export type AskedFor = 'delete' | 'verify';

export interface RowActionRun {
  run: (key: string) => void;
  isPending: boolean;
}

export function useRowActions(backup: BackupView, ask: (asked: AskedFor) => void): RowActionRun {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const pin = usePinBackup();
  const unpin = useUnpinBackup();
  const drill = useDrill();
  const saying = (text: string) => ({
    onSuccess: () => announce.success(text),
    onError: (error: Error) => announce.failure(error),
  });
  const togglePin = (): void =>
    backup.isPinned
      ? unpin.mutate(backup.id, saying(t('action.unpinned')))
      : pin.mutate(backup.id, saying(t('action.pinnedDone')));
  const run = (key: string): void => {
    if (key === 'delete' || key === 'verify') ask(key);
    else if (key === 'drill') drill.run(backup.id);
    else if (key === 'pin') togglePin();
  };
  return { run, isPending: pin.isPending || unpin.isPending || drill.isPending };
}
