/** The history of backups: newest first, filtered, in pages, each row with its details. */
import type { BackupView } from '@holdfast/contract';
import { Card, Empty, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useBackups } from '../../../api/queries/use-backups.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { useFormat } from '../../../formatting/use-format.js';
import { BackupDetail } from './backup-detail.js';
import { HistoryFilters, type HistoryFilter } from './history-filters.js';
import { useHistoryColumns } from './use-history-columns.js';

const PAGE_SIZE = 10;

export function BackupHistory({ lastGoodId }: { lastGoodId: string | null }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const [filter, setFilter] = useState<HistoryFilter>({});
  const [page, setPage] = useState(1);
  const backups = useBackups({ ...filter, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  const columns = useHistoryColumns(lastGoodId);
  const narrow = (next: HistoryFilter): void => {
    setFilter(next);
    setPage(1);
  };
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Card title={t('history.title')}>
      <div className="stack">
        <HistoryFilters filter={filter} onChange={narrow} />
        {!isFiltered && <div className="muted">{t('history.window')}</div>}
        <QueryNotice query={backups} />
        <Table<BackupView>
          rowKey="id"
          size="middle"
          columns={columns}
          dataSource={backups.data?.items ?? []}
          loading={backups.isPending || backups.isPlaceholderData}
          scroll={{ x: true }}
          locale={{
            emptyText: <Empty description={isFiltered ? t('history.noMatch') : t('history.empty')} />,
          }}
          expandable={{
            expandedRowRender: ({ id }) => <BackupDetail backupId={id} />,
          }}
          pagination={{
            current: page,
            pageSize: PAGE_SIZE,
            total: backups.data?.total ?? 0,
            onChange: setPage,
            showSizeChanger: false,
            hideOnSinglePage: true,
            showTotal: (total) => t('history.total', { count: total, shown: format.count(total) }),
          }}
        />
      </div>
    </Card>
  );
}
