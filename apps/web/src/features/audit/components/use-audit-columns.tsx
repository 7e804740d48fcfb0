/** The columns of the audit log; on a narrow screen the rest is in the expanded row. */
import type { AuditEntryView } from '@holdfast/contract';
import { Tag, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';

import { TimeText } from '../../../components/time-text.js';

export function useAuditColumns(): TableColumnsType<AuditEntryView> {
  const { t } = useTranslation();
  return [
    { title: t('audit.time'), key: 'time', responsive: ['md'], render: (_, { at }) => <TimeText iso={at} /> },
    {
      title: t('audit.action'),
      key: 'action',
      render: (_, { action, at }) => (
        <>
          <div>{t(`auditAction.${action}`)}</div>
          <div className="only-narrow muted">
            <TimeText iso={at} />
          </div>
        </>
      ),
    },
    { title: t('audit.actor'), dataIndex: 'actor', className: 'break' },
    {
      title: t('audit.target'),
      key: 'target',
      responsive: ['lg'],
      className: 'break',
      render: (_, { target }) => target ?? '–',
    },
    {
      title: t('audit.outcome'),
      key: 'outcome',
      render: (_, { outcome }) => (
        <Tag color={outcome === 'success' ? 'success' : 'error'}>{t(`outcome.${outcome}`)}</Tag>
      ),
    },
  ];
}
