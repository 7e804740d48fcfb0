/** A backup in the first column of the history: when, how it ended, and what is special about it. */
import { PushpinFilled } from '@ant-design/icons';
import type { BackupView } from '@holdfast/contract';
import { Tag } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { StatusTag } from '../../../components/status-tag.js';
import { TimeText } from '../../../components/time-text.js';
import { useFormat } from '../../../formatting/use-format.js';
import { AuthenticityTag } from './authenticity-tag.js';
import { FailureText } from './failure-text.js';

export function HistorySummary({ backup }: { backup: BackupView }): ReactElement {
  return (
    <div className="stack-small">
      <TimeText iso={backup.createdAt} />
      <Marks backup={backup} />
      <FailureText errorCode={backup.errorCode} message={backup.errorMessage} hint={backup.errorHint} />
    </div>
  );
}

function Marks({ backup }: { backup: BackupView }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { sizeBytes, authenticity, anomalies } = backup;
  const failedCopies = backup.copies.filter(({ state }) => state === 'failed').length;
  return (
    <div className="row">
      <StatusTag status={backup.status} />
      {backup.type !== 'full' && <Tag className="only-narrow">{t(`backupType.${backup.type}`)}</Tag>}
      {sizeBytes !== null && <span className="only-narrow">{format.size(sizeBytes)}</span>}
      {backup.isPinned && (
        <span className="muted">
          <PushpinFilled aria-hidden="true" /> {t('history.pinned')}
        </span>
      )}
      {authenticity !== null && authenticity !== 'own' && <AuthenticityTag authenticity={authenticity} />}
      {failedCopies > 0 && <Tag color="error">{t('history.failedCopies', { count: failedCopies })}</Tag>}
      {anomalies.length > 0 && (
        <Tag color="warning">{t('history.findings', { count: anomalies.length })}</Tag>
      )}
    </div>
  );
}
