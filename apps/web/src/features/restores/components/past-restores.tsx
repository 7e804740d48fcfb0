/** Restores of the past with their outcome; each can be opened again. */
import type { RestoreView } from '@holdfast/contract';
import { Card, Empty, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { QueryNotice } from '../../../components/query-notice.js';
import { StatusTag } from '../../../components/status-tag.js';
import { TimeText } from '../../../components/time-text.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { useRestores } from '../api/list-restores.js';
import { UndoState } from './undo-state.js';

const PAGE_SIZE = 5;

export function PastRestores(): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const [page, setPage] = useState(1);
  const restores = useRestores({ limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  return (
    <Card title={t('past.title')}>
      <QueryNotice query={restores} />
      <Table<RestoreView>
        rowKey="id"
        size="middle"
        scroll={{ x: true }}
        dataSource={restores.data?.items ?? []}
        loading={restores.isPending || restores.isPlaceholderData}
        locale={{ emptyText: <Empty description={t('past.empty')} /> }}
        pagination={{
          current: page,
          pageSize: PAGE_SIZE,
          total: restores.data?.total ?? 0,
          onChange: setPage,
          hideOnSinglePage: true,
          showSizeChanger: false,
        }}
        columns={[
          {
            title: t('past.when'),
            key: 'when',
            render: (_, { createdAt, status, undo }) => (
              <div className="stack-small">
                <TimeText iso={createdAt} />
                <div className="row">
                  <StatusTag status={status} />
                  <UndoState undo={undo} />
                </div>
              </div>
            ),
          },
          {
            title: t('past.from'),
            key: 'from',
            responsive: ['md'],
            render: (_, { backupCreatedAt }) => format.time(backupCreatedAt),
          },
          { title: t('past.by'), dataIndex: 'requestedBy', responsive: ['md'] },
          {
            title: <span className="visually-hidden">{t('history.actions')}</span>,
            key: 'open',
            align: 'right',
            render: (_, { id }) => <Link to={paths.restoreRun(id)}>{t('past.open')}</Link>,
          },
        ]}
      />
    </Card>
  );
}
