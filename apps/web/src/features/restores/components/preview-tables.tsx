/** Table by table what a restore would change; searched and narrowed down where there are many. */
import { TABLE_CHANGES, type TableChange, type TableChangeKind } from '@holdfast/contract';
import { Input, Select, Table, Tag, Tooltip } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

/** What loses data stands first. */
const ORDER: readonly TableChangeKind[] = ['vanishes', 'different', 'appears', 'same-count', 'identical'];

const COLORS: Record<TableChangeKind, string> = {
  vanishes: 'error',
  different: 'warning',
  appears: 'processing',
  'same-count': 'default',
  identical: 'success',
};

export function PreviewTables({ tables }: { tables: readonly TableChange[] }): ReactElement {
  const { t } = useTranslation();
  const [sought, setSought] = useState('');
  const [kind, setKind] = useState<TableChangeKind | undefined>(undefined);
  const shown = tables
    .filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()))
    .filter(({ change }) => kind === undefined || change === kind)
    .sort((one, other) => ORDER.indexOf(one.change) - ORDER.indexOf(other.change));
  const count = (change: TableChangeKind): number => tables.filter((table) => table.change === change).length;
  return (
    <section className="stack-small" aria-label={t('preview.tables')}>
      <div className="row">
        {ORDER.filter((change) => count(change) > 0).map((change) => (
          <ChangeTag key={change} change={change} count={count(change)} />
        ))}
      </div>
      <div className="row" role="search" aria-label={t('preview.filter')}>
        <Input.Search
          className="search"
          allowClear
          aria-label={t('preview.search')}
          placeholder={t('preview.search')}
          onChange={(event) => setSought(event.target.value)}
        />
        <Select<TableChangeKind>
          className="filter-select"
          allowClear
          aria-label={t('preview.change')}
          placeholder={t('preview.change')}
          onChange={setKind}
          options={TABLE_CHANGES.map((value) => ({ value, label: t(`tableChange.${value}`) }))}
        />
      </div>
      <ChangeTable tables={shown} />
    </section>
  );
}

function ChangeTable({ tables }: { tables: readonly TableChange[] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = (value: number | null): string => (value === null ? '–' : format.count(value));
  return (
    <Table<TableChange>
      rowKey="name"
      size="small"
      scroll={{ x: true }}
      dataSource={tables}
      locale={{ emptyText: t('preview.noTables') }}
      pagination={{ pageSize: 10, hideOnSinglePage: true, showSizeChanger: false, size: 'small' }}
      columns={[
        {
          title: t('detail.table'),
          className: 'break',
          render: (_, { name, change }) => (
            <>
              {name}
              <div className="only-narrow">
                <ChangeTag change={change} />
              </div>
            </>
          ),
        },
        { title: t('preview.backupRows'), dataIndex: 'backupRows', align: 'right', render: rows },
        { title: t('preview.liveRows'), dataIndex: 'liveRows', align: 'right', render: rows },
        {
          title: t('preview.change'),
          responsive: ['md'],
          render: (_, { change }) => <ChangeTag change={change} />,
        },
      ]}
    />
  );
}

function ChangeTag({ change, count }: { change: TableChangeKind; count?: number }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Tooltip title={t(`tableChangeMeaning.${change}`)}>
      <Tag color={COLORS[change]} tabIndex={0} className="has-meaning">
        {count !== undefined && `${format.count(count)} × `}
        {t(`tableChange.${change}`)}
      </Tag>
    </Tooltip>
  );
}
