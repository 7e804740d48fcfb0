/** The call to rehearse a restore, as long as none was ever rehearsed. */
import type { StatusView } from '@holdfast/contract';
import { Alert } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { isBusy } from '../../../api/queries/use-status.js';
import { RehearseButton } from './rehearse-button.js';

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
            <RehearseButton backupId={status.lastGoodBackup.id} isDisabled={isBusy(status)} />
          </div>
        </div>
      }
    />
  );
}
