/** One restore: its progress while it runs, its result afterwards, and the way back. */
import type { RestoreView } from '@holdfast/contract';
import { Card, Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { useRefreshAfter } from '../../../api/queries/use-refresh-after.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { isUnfinished, useRestore } from '../api/get-restore.js';
import { DrillSuccess } from './drill-success.js';
import { PreviewSuccess } from './preview-success.js';
import { RestoreFailure } from './restore-failure.js';
import { RestoreProgress } from './restore-progress.js';
import { RestoreSuccess } from './restore-success.js';

export function RestoreOperation({ restoreId }: { restoreId: string }): ReactElement {
  const { t } = useTranslation();
  const restore = useRestore(restoreId);
  const isRunning = isUnfinished(restore.data);
  useRefreshAfter(isRunning ? restoreId : null);
  return (
    <div className="stack">
      <QueryNotice query={restore} />
      {restore.isPending && <Skeleton active paragraph={{ rows: 10 }} />}
      {restore.data !== undefined && <Stage restore={restore.data} />}
      {!isRunning && !restore.isPending && <Link to={paths.restore}>{t('restore.another')}</Link>}
    </div>
  );
}

function Stage({ restore }: { restore: RestoreView }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const title = t(`restoreHeading.${restore.mode}`, {
    application: restore.appName,
    time: format.time(restore.backupCreatedAt),
  });
  return (
    <Card title={<span className="card-title">{title}</span>}>
      <Outcome restore={restore} />
    </Card>
  );
}

function Outcome({ restore }: { restore: RestoreView }): ReactElement {
  switch (restore.status) {
    case 'pending':
    case 'running':
      return <RestoreProgress restore={restore} />;
    case 'success':
      return <Success restore={restore} />;
    case 'failed':
    case 'canceled':
      return <RestoreFailure restore={restore} />;
  }
}

function Success({ restore }: { restore: RestoreView }): ReactElement {
  switch (restore.mode) {
    case 'apply':
      return <RestoreSuccess restore={restore} />;
    case 'drill':
      return <DrillSuccess restore={restore} />;
    case 'preview':
      return <PreviewSuccess restore={restore} />;
  }
}
