/** What an audit entry holds beyond its row. */
import type { AuditEntryView } from '@holdfast/contract';
import { Descriptions } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export function AuditDetail({ entry }: { entry: AuditEntryView }): ReactElement {
  const { t } = useTranslation();
  const own = [
    { key: 'sequence', label: t('audit.sequence'), children: entry.sequence },
    {
      key: 'target',
      label: t('audit.target'),
      children: <span className="break">{entry.target ?? '–'}</span>,
    },
    { key: 'ip', label: t('audit.ip'), children: entry.ip ?? '–' },
  ];
  const details = Object.entries(entry.details).map(([name, value]) => ({
    key: `detail-${name}`,
    label: name,
    children: <span className="break">{String(value)}</span>,
  }));
  return <Descriptions size="small" column={1} items={[...own, ...details]} />;
}
