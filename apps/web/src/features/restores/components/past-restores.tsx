/** Restores, previews and drills of the past with their outcome; each can be opened again. */
import { RESTORE_MODES, type RestoreMode, type RestoreView } from '@holdfast/contract';
import { Card, Empty, Select, Table } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { QueryNotice } from '../../../components/query-notice.js';
import { useRestores } from '../api/list-restores.js';
import { usePastColumns } from './use-past-columns.js';

const PAGE_SIZE = 8;
/** Narrowed down here: the server's list knows no modes. */
const NEWEST = 200;

export function PastRestores(): ReactElement {
  const { t } = useTranslation();
  const [mode, setMode] = useState<RestoreMode | undefined>(undefined);
  const restores = useRestores({ limit: NEWEST, offset: 0 });
  const columns = usePastColumns();
  const shown = (restores.data?.items ?? []).filter((run) => mode === undefined || run.mode === mode);
  return (
    <Card title={<span className="card-title">{t('past.title')}</span>}>
      <div className="stack-small">
        <div className="row">
          <Select<RestoreMode>
            aria-label={t('past.mode')}
            placeholder={t('past.mode')}
            allowClear
            className="filter-select"
            onChange={setMode}
            options={RESTORE_MODES.map((value) => ({ value, label: t(`restoreMode.${value}`) }))}
          />
        </div>
        <QueryNotice query={restores} />
        <Table<RestoreView>
          rowKey="id"
          size="middle"
          scroll={{ x: true }}
          dataSource={shown}
          loading={restores.isPending}
          locale={{
            emptyText: <Empty description={mode === undefined ? t('past.empty') : t('past.noMatch')} />,
          }}
          pagination={{ pageSize: PAGE_SIZE, hideOnSinglePage: true, showSizeChanger: false }}
          columns={columns}
        />
      </div>
    </Card>
  );
}
