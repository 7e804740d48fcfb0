/** Restores, previews and drills of the past with their outcome; each can be opened again. */
import { RESTORE_MODES, type RestoreMode, type RestoreView } from '@holdfast/contract';
import { Card, Empty, Select, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { QueryNotice } from '../../../components/query-notice.js';
import { useRestores } from '../api/list-restores.js';
import { usePastColumns } from './use-past-columns.js';

const PAGE_SIZE = 6;

export function PastRestores(): ReactElement {
  const { t } = useTranslation();
  const [mode, setMode] = useState<RestoreMode | undefined>(undefined);
  const [page, setPage] = useState(1);
  const restores = useRestores({ mode, limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  const columns = usePastColumns();
  const narrow = (next: RestoreMode | undefined): void => {
    setMode(next);
    setPage(1);
  };
  return (
    <Card title={<span className="card-title">{t('past.title')}</span>}>
      <div className="stack-small">
        <div className="row">
          <Select<RestoreMode>
            aria-label={t('past.mode')}
            placeholder={t('past.mode')}
            allowClear
            className="filter-select"
            onChange={narrow}
            options={RESTORE_MODES.map((value) => ({ value, label: t(`restoreMode.${value}`) }))}
          />
        </div>
        <QueryNotice query={restores} />
        <Table<RestoreView>
          rowKey="id"
          size="middle"
          scroll={{ x: true }}
          dataSource={restores.data?.items ?? []}
          loading={restores.isPending || restores.isPlaceholderData}
          locale={{
            emptyText: <Empty description={mode === undefined ? t('past.empty') : t('past.noMatch')} />,
          }}
          pagination={{
            current: page,
            pageSize: PAGE_SIZE,
            total: restores.data?.total ?? 0,
            onChange: setPage,
            hideOnSinglePage: true,
            showSizeChanger: false,
          }}
          columns={columns}
        />
      </div>
    </Card>
  );
}
