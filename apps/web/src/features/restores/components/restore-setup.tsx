/** Before a restore: which backup, what will happen, how, and the button that asks for confirmation. */
import type { RestoreStrategy, StatusView } from '@holdfast/contract';
import { Alert, Button, Card } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

import { useBackup } from '../../../api/queries/use-backup.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { BackupPicker } from './backup-picker.js';
import { ChosenBackup } from './chosen-backup.js';
import { ConfirmRestoreDialog } from './confirm-restore-dialog.js';
import { PastRestores } from './past-restores.js';
import { StrategyChoice } from './strategy-choice.js';
import { WhatHappens } from './what-happens.js';

interface Props {
  chosenBackupId: string | null;
  status: StatusView;
}

export function RestoreSetup({ chosenBackupId, status }: Props): ReactElement {
  const { t } = useTranslation();
  const [, setQuery] = useSearchParams();
  const [strategy, setStrategy] = useState<RestoreStrategy>('swap');
  const [isConfirming, setConfirming] = useState(false);
  const backup = useBackup(chosenBackupId);
  const isBusy = status.runningBackupId !== null;
  const isRestorable = backup.data?.status === 'success';
  return (
    <>
      <Card title={t('restore.choose')}>
        <BackupPicker
          chosenId={chosenBackupId}
          onChoose={(id) => setQuery({ backup: id }, { replace: true })}
        />
      </Card>
      <Card title={t('restore.whatHappens')}>
        <div className="stack">
          <QueryNotice query={backup} />
          <ChosenBackup backup={backup.data ?? null} />
          <WhatHappens strategy={strategy} />
          <StrategyChoice strategy={strategy} onChange={setStrategy} />
          {isBusy && <Alert type="info" showIcon title={t('restore.waitForBackup')} />}
          <div>
            <Button
              type="primary"
              danger
              size="large"
              disabled={!isRestorable || isBusy}
              onClick={() => setConfirming(true)}
            >
              {t('restore.start')}
            </Button>
          </div>
        </div>
      </Card>
      <PastRestores />
      {backup.data !== undefined && (
        <ConfirmRestoreDialog
          backup={backup.data}
          strategy={strategy}
          isOpen={isConfirming}
          onClose={() => setConfirming(false)}
        />
      )}
    </>
  );
}
