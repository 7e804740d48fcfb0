/** The call for a drill, as long as none was ever run. */
import type { StatusView } from '@holdfast/contract';
import { Alert } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { isBusy } from '../../../api/queries/use-status.js';
import { DrillButton } from './drill-button.js';

export function NeverDrilled({ status }: { status: StatusView }): ReactElement | null {
  const { t } = useTranslation();
  if (status.recovery.lastDrill !== null || status.lastGoodBackup === null) return null;
  return (
    <Alert
      type="info"
      showIcon
      role="note"
      title={t('drill.neverTitle')}
      description={
        <div className="stack-small">
          <div>{t('drill.neverText')}</div>
          <div>
            <DrillButton backupId={status.lastGoodBackup.id} isDisabled={isBusy(status)} />
          </div>
        </div>
      }
    />
  );
}
