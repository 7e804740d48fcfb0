/** The first page: the state of the backups, what runs, and the history. */
import { Skeleton } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

import { useConnection } from '../../../api/connection.js';
import { useRefreshAfter } from '../../../api/queries/use-refresh-after.js';
import { isBusy, useStatus } from '../../../api/queries/use-status.js';
import { PageTitle } from '../../../components/page-title.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { RunningRestoreLink } from '../../../components/running-restore-link.js';
import { BackUpNow } from '../components/back-up-now.js';
import { BackupDrawer } from '../components/backup-drawer.js';
import { BackupHistory } from '../components/backup-history.js';
import { BackupStatusPanel } from '../components/backup-status-panel.js';
import { ImportButton } from '../components/import-button.js';
import { RunningBackup } from '../components/running-backup.js';

export function BackupStatusPage(): ReactElement {
  const { t } = useTranslation();
  const [query, setQuery] = useSearchParams();
  const { isReachable } = useConnection();
  const status = useStatus();
  const runningBackupId = status.data?.runningBackupId ?? null;
  const [watchedBackupId, setWatched] = useState(runningBackupId);
  if (runningBackupId !== null && runningBackupId !== watchedBackupId) setWatched(runningBackupId);
  useRefreshAfter(runningBackupId);
  const closeDetail = (): void => {
    const rest = new URLSearchParams(query);
    rest.delete('backup');
    setQuery(rest);
  };
  return (
    <div className={isReachable ? 'stack' : 'stack stale'}>
      <PageTitle
        title={t('backup.title')}
        actions={
          <div className="row">
            <ImportButton />
            <BackUpNow isBusy={isBusy(status.data)} />
          </div>
        }
      />
      <RunningRestoreLink restoreId={status.data?.runningRestoreId ?? null} />
      {watchedBackupId !== null && (
        <RunningBackup
          backupId={watchedBackupId}
          isRunning={watchedBackupId === runningBackupId}
          onClose={() => setWatched(null)}
        />
      )}
      <QueryNotice query={status} />
      {status.isPending && <StatusSkeleton />}
      {status.data !== undefined && <BackupStatusPanel status={status.data} />}
      <BackupHistory lastGoodId={status.data?.lastGoodBackup?.id ?? null} />
      <BackupDrawer backupId={query.get('backup')} onClose={closeDetail} />
    </div>
  );
}

function StatusSkeleton(): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="status-skeleton" role="status" aria-label={t('app.loading')}>
      <Skeleton active avatar={{ size: 44 }} paragraph={{ rows: 2 }} />
      <Skeleton active paragraph={{ rows: 8 }} />
      <Skeleton active paragraph={{ rows: 6 }} />
    </div>
  );
}
