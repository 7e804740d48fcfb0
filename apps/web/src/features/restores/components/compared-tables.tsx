/** Table by table: the rows of the backup and the rows that were found after the restore. */
import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import type { TableComparison } from '@holdfast/contract';
import { Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

export function ComparedTables({ tables }: { tables: readonly TableComparison[] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table<TableComparison>
      rowKey="name"
      size="small"
      scroll={{ x: true }}
      dataSource={tables}
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
      columns={[
        { title: t('detail.table'), dataIndex: 'name', className: 'break' },
        { title: t('result.expected'), dataIndex: 'expectedRows', align: 'right', render: format.count },
        {
          title: t('result.actual'),
          align: 'right',
          render: (_, { actualRows }) => (actualRows === null ? '–' : format.count(actualRows)),
        },
        { title: t('result.content'), render: (_, { isEqual }) => <Equality isEqual={isEqual} /> },
      ]}
    />
  );
}

function Equality({ isEqual }: { isEqual: boolean }): ReactElement {
  const { t } = useTranslation();
  return isEqual ? (
    <span>
      <CheckCircleFilled style={{ color: '#1f7a3d' }} aria-hidden="true" /> {t('result.equal')}
    </span>
  ) : (
    <span className="failure">
      <CloseCircleFilled aria-hidden="true" /> {t('result.different')}
    </span>
  );
}
