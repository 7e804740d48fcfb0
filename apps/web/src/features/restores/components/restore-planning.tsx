/** How a chosen backup is restored, what that will change, and the button that asks for confirmation. */
import type { BackupDetailView } from '@holdfast/contract';
import { Alert, Card } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useRefreshAfter } from '../../../api/queries/use-refresh-after.js';
import { isUnfinished, useRestore } from '../api/get-restore.js';
import { ChosenBackup } from './chosen-backup.js';
import { ForeignWarning } from './foreign-warning.js';
import { PreviewSection } from './preview-section.js';
import { isForeign, isPreviewOf, NEW_PLAN, planGap, planOf, type RestorePlan } from './restore-plan.js';
import { SourceChoice } from './source-choice.js';
import { StartRestore } from './start-restore.js';
import { StrategyChoice } from './strategy-choice.js';
import { TablesChoice } from './tables-choice.js';
import { WhatHappens } from './what-happens.js';

interface Props {
  backup: BackupDetailView;
  previewId: string | null;
  isBusy: boolean;
}

export function RestorePlanning({ backup, previewId, isBusy }: Props): ReactElement {
  const { t } = useTranslation();
  const preview = useRestore(previewId);
  useRefreshAfter(isUnfinished(preview.data) ? previewId : null);
  const [chosen, setChosen] = useState<RestorePlan | null>(null);
  const plan = chosen ?? (preview.data === undefined ? NEW_PLAN : planOf(preview.data));
  const change = (part: Partial<RestorePlan>): void => setChosen({ ...plan, ...part });
  const gap = planGap(plan, backup);
  const isCurrent = preview.data !== undefined && isPreviewOf(preview.data, plan);
  const report = isCurrent ? preview.data.preview : null;
  return (
    <>
      <Card title={t('restore.how')}>
        <div className="stack">
          <ChosenBackup backup={backup} />
          {isForeign(backup) && (
            <ForeignWarning
              authenticity={backup.authenticity}
              isAcknowledged={plan.isForeignAcknowledged}
              onChange={(isForeignAcknowledged) => change({ isForeignAcknowledged })}
            />
          )}
          <StrategyChoice strategy={plan.strategy} onChange={(strategy) => change({ strategy })} />
          {plan.strategy === 'tables' && <TablesChoice backup={backup} plan={plan} onChange={change} />}
          <SourceChoice
            copies={backup.copies}
            destinationId={plan.destinationId}
            onChange={(destinationId) => change({ destinationId })}
          />
        </div>
      </Card>
      <Card title={t('restore.whatHappens')}>
        <div className="stack">
          <WhatHappens strategy={plan.strategy} placement={plan.placement} />
          <PreviewSection
            key={previewId}
            backupId={backup.id}
            plan={plan}
            preview={preview}
            isCurrent={isCurrent}
            isAskable={gap !== 'tables' && !isBusy}
          />
          {isBusy && <Alert type="info" showIcon title={t('restore.waitForBackup')} />}
          <StartRestore backup={backup} plan={plan} report={report} gap={gap} isBusy={isBusy} />
        </div>
      </Card>
    </>
  );
}
