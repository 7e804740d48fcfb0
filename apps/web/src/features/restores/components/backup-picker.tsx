/** The backups that can be restored, newest first, one of which is chosen. */
import type { BackupView } from '@holdfast/contract';
import { Empty, Table, type TableColumnsType } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { FROM_THE_BEGINNING, useBackups } from '../../../api/queries/use-backups.js';
import { LevelTag } from '../../../components/level-tag.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { TimeText } from '../../../components/time-text.js';
import { useFormat } from '../../../formatting/use-format.js';

const PAGE_SIZE = 6;

interface Props {
  chosenId: string | null;
  onChoose: (backupId: string) => void;
}

export function BackupPicker({ chosenId, onChoose }: Props): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const [page, setPage] = useState(1);
  const backups = useBackups({
    status: 'success',
    from: FROM_THE_BEGINNING,
    limit: PAGE_SIZE,
    offset: (page - 1) * PAGE_SIZE,
  });
  const columns = usePickerColumns();
  return (
    <div className="stack">
      <QueryNotice query={backups} />
      <Table<BackupView>
        rowKey="id"
        size="middle"
        columns={columns}
        dataSource={backups.data?.items ?? []}
        loading={backups.isPending || backups.isPlaceholderData}
        scroll={{ x: true }}
        locale={{ emptyText: <Empty description={t('restore.noBackups')} /> }}
        onRow={({ id }) => ({ onClick: () => onChoose(id), className: 'clickable' })}
        rowSelection={{
          type: 'radio',
          selectedRowKeys: chosenId === null ? [] : [chosenId],
          onSelect: ({ id }) => onChoose(id),
          getCheckboxProps: ({ createdAt }) => ({
            'aria-label': t('restore.chooseOne', { time: format.time(createdAt) }),
          }),
        }}
        pagination={{
          current: page,
          pageSize: PAGE_SIZE,
          total: backups.data?.total ?? 0,
          onChange: setPage,
          hideOnSinglePage: true,
          showSizeChanger: false,
        }}
      />
    </div>
  );
}

function usePickerColumns(): TableColumnsType<BackupView> {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      title: t('history.time'),
      key: 'time',
      render: (_, { createdAt, trigger }) => (
        <>
          <TimeText iso={createdAt} withAge />
          {trigger === 'pre-restore' && <div className="muted">{t('trigger.pre-restore')}</div>}
        </>
      ),
    },
    {
      title: t('history.size'),
      key: 'size',
      className: 'nowrap',
      render: (_, { sizeBytes }) => (sizeBytes === null ? '–' : format.size(sizeBytes)),
    },
    {
      title: t('history.level'),
      key: 'level',
      responsive: ['sm'],
      render: (_, { verificationLevel }) => <LevelTag level={verificationLevel} />,
    },
  ];
}
