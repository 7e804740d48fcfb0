/** The button that asks for the restore, and in words why it cannot be pressed. */
import type { BackupDetailView, PreviewReport } from '@holdfast/contract';
import { Button } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ConfirmRestoreDialog } from './confirm-restore-dialog.js';
import type { PlanGap, RestorePlan } from './restore-plan.js';

interface Props {
  backup: BackupDetailView;
  plan: RestorePlan;
  /** The preview of these very choices; null where there is none. */
  report: PreviewReport | null;
  gap: PlanGap | null;
  isBusy: boolean;
}

export function StartRestore({ backup, plan, report, gap, isBusy }: Props): ReactElement {
  const { t } = useTranslation();
  const [isConfirming, setConfirming] = useState(false);
  const isImpossible = report?.canRestore === false;
  const reason = isImpossible ? 'impossible' : gap;
  return (
    <div className="row">
      <Button
        type={report === null ? 'default' : 'primary'}
        danger
        size="large"
        disabled={reason !== null || isBusy}
        onClick={() => setConfirming(true)}
      >
        {t('restore.start')}
      </Button>
      {reason !== null && <span className="muted">{t(`restoreGap.${reason}`)}</span>}
      {reason === null && report === null && <span className="muted">{t('restore.withoutPreview')}</span>}
      <ConfirmRestoreDialog
        backup={backup}
        plan={plan}
        isPreviewed={report !== null}
        isOpen={isConfirming}
        onClose={() => setConfirming(false)}
      />
    </div>
  );
}
