/** Before a restore: which backup, how, what it will change, and the restores of the past. */
import type { StatusView } from '@holdfast/contract';
import { Card, Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

import { useBackup } from '../../../api/queries/use-backup.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { BackupPicker } from './backup-picker.js';
import { ChosenBackup } from './chosen-backup.js';
import { PastRestores } from './past-restores.js';
import { RestorePlanning } from './restore-planning.js';

interface Props {
  chosenBackupId: string | null;
  previewId: string | null;
  status: StatusView;
}

export function RestoreSetup({ chosenBackupId, previewId, status }: Props): ReactElement {
  const { t } = useTranslation();
  const [, setQuery] = useSearchParams();
  const backup = useBackup(chosenBackupId);
  const isRestorable = backup.data?.status === 'success';
  // The mark must follow the finger at once: without flushSync the router waits for what the choice shows.
  const choose = (id: string): void => setQuery({ backup: id }, { replace: true, flushSync: true });
  return (
    <>
      <Card title={t('restore.choose')}>
        <BackupPicker chosenId={chosenBackupId} onChoose={choose} />
      </Card>
      {backup.data !== undefined && isRestorable ? (
        <RestorePlanning
          key={backup.data.id}
          backup={backup.data}
          previewId={previewId}
          isBusy={status.runningBackupId !== null}
        />
      ) : (
        <Card title={t('restore.how')}>
          <QueryNotice query={backup} />
          {chosenBackupId !== null && backup.isPending ? (
            <Skeleton active title={false} paragraph={{ rows: 8 }} />
          ) : (
            <ChosenBackup backup={backup.data ?? null} />
          )}
        </Card>
      )}
      <PastRestores />
    </>
  );
}
