/** The tables that were restored, where each stands now, and what it replaced. */
import type { RestoredTable } from '@holdfast/contract';
import { Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

export function RestoredTables({ tables }: { tables: readonly RestoredTable[] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="stack-small">
      <h3>{t('restoredTables.title')}</h3>
      <Table<RestoredTable>
        rowKey="name"
        size="small"
        scroll={{ x: true }}
        dataSource={tables}
        pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
        columns={[
          { title: t('detail.table'), dataIndex: 'name', className: 'break' },
          { title: t('restoredTables.placedAs'), dataIndex: 'placedAs', className: 'break' },
          { title: t('result.actual'), dataIndex: 'rows', align: 'right', render: format.count },
          {
            title: t('restoredTables.replaced'),
            align: 'right',
            render: (_, { replacedRows }) =>
              replacedRows === null ? t('restoredTables.isNew') : format.count(replacedRows),
          },
        ]}
      />
    </section>
  );
}
