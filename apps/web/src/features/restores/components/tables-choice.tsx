/** Which tables are restored, and whether they replace the present ones or appear beside them. */
import { TABLE_PLACEMENTS, type BackupDetailView, type TableView } from '@holdfast/contract';
import { Input, Radio, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';
import type { RestorePlan } from './restore-plan.js';

interface Props {
  backup: BackupDetailView;
  plan: RestorePlan;
  onChange: (part: Partial<RestorePlan>) => void;
}

export function TablesChoice({ backup, plan, onChange }: Props): ReactElement {
  const { t } = useTranslation();
  const [sought, setSought] = useState('');
  const found = backup.tables.filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()));
  return (
    <section className="stack-small" aria-label={t('tablesChoice.title')}>
      <div className="row">
        <Input.Search
          className="search"
          allowClear
          aria-label={t('tablesChoice.search')}
          placeholder={t('tablesChoice.search')}
          onChange={(event) => setSought(event.target.value)}
        />
        <span className="muted" aria-live="polite">
          {t('tablesChoice.chosen', { count: plan.tables.length })}
        </span>
      </div>
      <TableList tables={found} chosen={plan.tables} onChange={(tables) => onChange({ tables })} />
      <Radio.Group
        vertical
        aria-label={t('tablesChoice.placement')}
        value={plan.placement}
        onChange={(event) => {
          const placement = TABLE_PLACEMENTS.find((known) => known === event.target.value);
          if (placement !== undefined) onChange({ placement });
        }}
        options={TABLE_PLACEMENTS.map((value) => ({
          value,
          label: (
            <>
              <div>{t(`placement.${value}`)}</div>
              <div className="muted">{t(`placementMeaning.${value}`)}</div>
            </>
          ),
        }))}
      />
    </section>
  );
}

interface ListProps {
  tables: readonly TableView[];
  chosen: readonly string[];
  onChange: (tables: string[]) => void;
}

function TableList({ tables, chosen, onChange }: ListProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Table<TableView>
      rowKey="name"
      size="small"
      scroll={{ x: true }}
      dataSource={tables}
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
      locale={{ emptyText: t('tablesChoice.none') }}
      rowSelection={{
        selectedRowKeys: [...chosen],
        preserveSelectedRowKeys: true,
        onChange: (keys) => onChange(keys.map(String)),
        getCheckboxProps: ({ name }) => ({ 'aria-label': name }),
      }}
      columns={[
        { title: t('detail.table'), dataIndex: 'name', className: 'break' },
        { title: t('detail.rows'), dataIndex: 'rows', align: 'right', render: format.count },
        {
          title: t('detail.bytes'),
          dataIndex: 'bytes',
          align: 'right',
          className: 'nowrap',
          render: format.size,
        },
      ]}
    />
  );
}
