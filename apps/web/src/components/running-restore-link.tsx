/** Says that a restore is running, and leads to it. */
import { Alert } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { paths } from '../config/paths.js';

export function RunningRestoreLink({ restoreId }: { restoreId: string | null }): ReactElement | null {
  const { t } = useTranslation();
  if (restoreId === null) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={t('restore.isRunning')}
      action={<Link to={paths.restoreRun(restoreId)}>{t('restore.watch')}</Link>}
    />
  );
}
