/** The columns of the history; on a narrow screen the rest is in the expanded row. */
import { PushpinFilled } from '@ant-design/icons';
import type { BackupView } from '@holdfast/contract';
import { Tag, type TableColumnsType } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { LevelTag } from '../../../components/level-tag.js';
import { StatusTag } from '../../../components/status-tag.js';
import { TimeText } from '../../../components/time-text.js';
import { useFormat } from '../../../formatting/use-format.js';
import { FailureText } from './failure-text.js';
import { RowActions } from './row-actions.js';

export function useHistoryColumns(lastGoodId: string | null): TableColumnsType<BackupView> {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      title: t('history.time'),
      key: 'time',
      render: (_, backup) => (
        <div className="stack-small">
          <TimeText iso={backup.createdAt} />
          <div className="row">
            <StatusTag status={backup.status} />
            {backup.sizeBytes !== null && (
              <span className="only-narrow">{format.size(backup.sizeBytes)}</span>
            )}
            {backup.isPinned && (
              <span className="muted">
                <PushpinFilled aria-hidden="true" /> {t('history.pinned')}
              </span>
            )}
            {backup.anomalies.length > 0 && (
              <Tag color="warning">{t('history.findings', { count: backup.anomalies.length })}</Tag>
            )}
          </div>
          <FailureText errorCode={backup.errorCode} message={backup.errorMessage} hint={backup.errorHint} />
        </div>
      ),
    },
    {
      title: t('history.size'),
      key: 'size',
      className: 'nowrap',
      responsive: ['md'],
      render: (_, { sizeBytes }) => (sizeBytes === null ? '–' : format.size(sizeBytes)),
    },
    {
      title: t('history.duration'),
      key: 'duration',
      className: 'nowrap',
      responsive: ['md'],
      render: (_, { durationMs }) => (durationMs === null ? '–' : format.duration(durationMs)),
    },
    {
      title: t('history.kind'),
      key: 'kind',
      responsive: ['md'],
      render: (_, { type, trigger }) => (
        <>
          <div>{t(`backupType.${type}`)}</div>
          <div className="muted">{t(`trigger.${trigger}`)}</div>
        </>
      ),
    },
    {
      title: t('history.level'),
      key: 'level',
      responsive: ['md'],
      render: (_, backup) => <Proof backup={backup} />,
    },
    {
      title: <span className="visually-hidden">{t('history.actions')}</span>,
      key: 'actions',
      align: 'right',
      render: (_, backup) => <RowActions backup={backup} lastGoodId={lastGoodId} />,
    },
  ];
}

/** A stored backup that has progress is being verified. */
function Proof({ backup }: { backup: BackupView }): ReactElement {
  const { t } = useTranslation();
  if (backup.status !== 'success') return <>–</>;
  if (backup.progress !== null) return <Tag color="processing">{t('history.verifying')}</Tag>;
  return <LevelTag level={backup.verificationLevel} />;
}
