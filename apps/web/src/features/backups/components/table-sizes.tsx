/** The tables of a backup with their rows and sizes, largest first. */
import type { TableView } from '@holdfast/contract';
import { Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

const PAGE_SIZE = 10;

export function TableSizes({ tables }: { tables: readonly TableView[] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table<TableView>
      rowKey="name"
      size="small"
      scroll={{ x: true }}
      dataSource={[...tables].sort((one, other) => other.bytes - one.bytes)}
      pagination={{ pageSize: PAGE_SIZE, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
      columns={[
        { title: t('detail.table'), dataIndex: 'name', className: 'break' },
        { title: t('detail.rows'), dataIndex: 'rows', align: 'right', render: format.count },
        { title: t('detail.bytes'), dataIndex: 'bytes', align: 'right', render: format.size },
      ]}
    />
  );
}
