/** The columns of the history; on a narrow screen the rest is in the expanded row. */
import type { BackupView } from '@holdfast/contract';
import { Tag, type TableColumnsType } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { LevelTag } from '../../../components/level-tag.js';
import { useFormat } from '../../../formatting/use-format.js';
import type { Surroundings } from './deletion-barrier.js';
import { HistorySummary } from './history-summary.js';
import { RowActions } from './row-actions.js';

export function useHistoryColumns(surroundings: Surroundings): TableColumnsType<BackupView> {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      title: t('history.time'),
      key: 'time',
      render: (_, backup) => <HistorySummary backup={backup} />,
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
          <Tag>{t(`backupType.${type}`)}</Tag>
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
      render: (_, backup) => <RowActions backup={backup} surroundings={surroundings} />,
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
