/** API keys for scripts: made here, shown once, deleted here. */
import type { ApiKeyView } from '@holdfast/contract';
import { Button, Card, Empty, Popconfirm, Table } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { QueryNotice } from '../../../components/query-notice.js';
import { TimeText } from '../../../components/time-text.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useDeleteApiKey } from '../api/delete-api-key.js';
import { useApiKeys } from '../api/list-api-keys.js';
import { NewApiKey } from './new-api-key.js';

export function ApiKeysCard(): ReactElement {
  const { t } = useTranslation();
  const keys = useApiKeys();
  return (
    <Card title={t('apiKeys.title')}>
      <div className="stack">
        <div className="muted">{t('apiKeys.hint')}</div>
        <NewApiKey />
        <QueryNotice query={keys} />
        <Table<ApiKeyView>
          rowKey="id"
          size="small"
          scroll={{ x: true }}
          dataSource={keys.data ?? []}
          loading={keys.isPending}
          pagination={false}
          locale={{
            emptyText: <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('apiKeys.empty')} />,
          }}
          columns={[
            { title: t('apiKeys.name'), dataIndex: 'name', className: 'break' },
            {
              title: t('apiKeys.prefix'),
              dataIndex: 'prefix',
              render: (prefix: string) => <code>{prefix}…</code>,
            },
            {
              title: t('apiKeys.lastUsed'),
              responsive: ['md'],
              render: (_, { lastUsedAt }) =>
                lastUsedAt === null ? t('apiKeys.never') : <TimeText iso={lastUsedAt} />,
            },
            {
              title: <span className="visually-hidden">{t('history.actions')}</span>,
              align: 'right',
              render: (_, apiKey) => <DeleteKey apiKey={apiKey} />,
            },
          ]}
        />
      </div>
    </Card>
  );
}

function DeleteKey({ apiKey }: { apiKey: ApiKeyView }): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const deletion = useDeleteApiKey();
  const remove = (): void => deletion.mutate(apiKey.id, { onError: (error) => announce.failure(error) });
  return (
    <Popconfirm
      title={t('apiKeys.deleteAsk', { name: apiKey.name })}
      description={t('apiKeys.deletePrice')}
      onConfirm={remove}
    >
      <Button
        type="text"
        danger
        loading={deletion.isPending}
        aria-label={t('apiKeys.deleteOne', { name: apiKey.name })}
      >
        {t('apiKeys.delete')}
      </Button>
    </Popconfirm>
  );
}
