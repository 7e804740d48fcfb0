/** One component of a backup: database, versions, sizes, checksum. */
import type { BackupComponentView } from '@holdfast/contract';
import { Descriptions, Typography } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

export function ComponentFacts({ component }: { component: BackupComponentView }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const items = [
    { key: 'database', children: component.databaseName },
    { key: 'engine', children: component.engineVersion },
    { key: 'tool', children: component.toolVersion },
    { key: 'stored', children: format.size(component.sizeBytes) },
    { key: 'raw', children: format.size(component.rawSizeBytes) },
    {
      key: 'contents',
      children: t('detail.contentsOf', {
        tables: format.count(component.tableCount),
        rows: format.count(component.rowCount),
      }),
    },
    { key: 'encrypted', children: component.isEncrypted ? t('detail.yes') : t('detail.no') },
    {
      key: 'sha256',
      children: (
        <Typography.Text copyable code className="break">
          {component.sha256}
        </Typography.Text>
      ),
    },
  ].map((item) => ({ ...item, label: t(`component.${item.key}`) }));
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, lg: 2 }}
      title={t('component.title', { name: component.name })}
      items={items}
    />
  );
}
