/** The restore page: choose a backup, or follow the restore that the address names or that is running. */
import { Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

import { useConnection } from '../../../api/connection.js';
import { useStatus } from '../../../api/queries/use-status.js';
import { PageTitle } from '../../../components/page-title.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { RestoreOperation } from '../components/restore-operation.js';
import { RestoreSetup } from '../components/restore-setup.js';

export function DataRestorePage(): ReactElement {
  const { t } = useTranslation();
  const { isReachable } = useConnection();
  const [query] = useSearchParams();
  const status = useStatus();
  const chosenBackupId = query.get('backup');
  const previewId = query.get('preview');
  const runningId = status.data?.runningRestoreId ?? null;
  // A preview is watched where it was asked for; anything else that runs takes the page.
  const restoreId = query.get('restore') ?? (runningId === previewId ? null : runningId);
  return (
    <div className={isReachable ? 'stack' : 'stack stale'}>
      <PageTitle title={t('restore.title')} />
      <QueryNotice query={status} />
      {restoreId !== null && <RestoreOperation key={restoreId} restoreId={restoreId} />}
      {restoreId === null && status.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {restoreId === null && status.data !== undefined && (
        <RestoreSetup chosenBackupId={chosenBackupId} previewId={previewId} status={status.data} />
      )}
    </div>
  );
}
