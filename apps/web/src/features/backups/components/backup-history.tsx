/** The history of backups: newest first, filtered, in pages, each row with its details. */
import type { BackupView } from '@holdfast/contract';
import { Card, Empty, Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

import { useBackups } from '../../../api/queries/use-backups.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { useFormat } from '../../../formatting/use-format.js';
import { BackupDetail } from './backup-detail.js';
import { parentIdsOf } from './deletion-barrier.js';
import { readPlace, writePlace, type HistoryPlace } from './history-address.js';
import { HistoryFilters } from './history-filters.js';
import { useHistoryColumns } from './use-history-columns.js';

const PAGE_SIZE = 10;

export function BackupHistory({ lastGoodId }: { lastGoodId: string | null }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const [query, setQuery] = useSearchParams();
  const { filter, page } = readPlace(query);
  const go = (place: HistoryPlace): void => setQuery(writePlace(query, place), { replace: true });
  const backups = useBackups({ ...filter, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  const items = backups.data?.items ?? [];
  const columns = useHistoryColumns({ lastGoodId, parentIds: parentIdsOf(items) });
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <Card title={t('history.title')}>
      <div className="stack">
        <HistoryFilters filter={filter} onChange={(next) => go({ filter: next, page: 1 })} />
        {!isFiltered && <div className="muted">{t('history.window')}</div>}
        <QueryNotice query={backups} />
        <Table<BackupView>
          rowKey="id"
          size="middle"
          columns={columns}
          dataSource={items}
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
            onChange: (next) => go({ filter, page: next }),
            showSizeChanger: false,
            hideOnSinglePage: true,
            showTotal: (total) => t('history.total', { count: total, shown: format.count(total) }),
          }}
        />
      </div>
    </Card>
  );
}
