/** The audit log: who did what, when, from where, with which outcome. */
import type { AuditEntryView } from '@holdfast/contract';
import { Card, Empty, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { PageTitle } from '../../../components/page-title.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { useAudit } from '../api/list-audit.js';
import { AuditDetail } from '../components/audit-detail.js';
import { useAuditColumns } from '../components/use-audit-columns.js';

const PAGE_SIZE = 20;

export function AuditPage(): ReactElement {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const audit = useAudit({ limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  const columns = useAuditColumns();
  return (
    <div className="stack">
      <PageTitle title={t('audit.title')} />
      <QueryNotice query={audit} />
      <Card>
        <Table<AuditEntryView>
          rowKey="sequence"
          size="middle"
          columns={columns}
          dataSource={audit.data?.items ?? []}
          loading={audit.isPending || audit.isPlaceholderData}
          scroll={{ x: true }}
          locale={{ emptyText: <Empty description={t('audit.empty')} /> }}
          expandable={{ expandedRowRender: (entry) => <AuditDetail entry={entry} /> }}
          pagination={{
            current: page,
            pageSize: PAGE_SIZE,
            total: audit.data?.total ?? 0,
            onChange: setPage,
            showSizeChanger: false,
            hideOnSinglePage: true,
          }}
        />
      </Card>
    </div>
  );
}
