/** The columns of the past restores; on a narrow screen the mode stands under the time. */
import type { RestoreMode, RestoreView } from '@holdfast/contract';
import { Tag, type TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { StatusTag } from '../../../components/status-tag.js';
import { TimeText } from '../../../components/time-text.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { UndoState } from './undo-state.js';

const COLORS: Record<RestoreMode, string> = { preview: 'default', apply: 'warning', drill: 'processing' };

export function usePastColumns(): TableColumnsType<RestoreView> {
  const { t } = useTranslation();
  const format = useFormat();
  return [
    {
      title: t('past.when'),
      key: 'when',
      render: (_, { createdAt, status, undo }) => (
        <div className="stack-small">
          <TimeText iso={createdAt} />
          <div className="row">
            <StatusTag status={status} />
            <UndoState undo={undo} />
          </div>
        </div>
      ),
    },
    {
      title: t('past.mode'),
      key: 'mode',
      render: (_, { mode, drill }) => (
        <div className="stack-small">
          <div>
            <Tag color={COLORS[mode]}>{t(`restoreMode.${mode}`)}</Tag>
          </div>
          {drill !== null && <span className="muted figures">{format.duration(drill.recoveryMs)}</span>}
        </div>
      ),
    },
    {
      title: t('past.from'),
      key: 'from',
      responsive: ['md'],
      render: (_, { backupCreatedAt }) => format.time(backupCreatedAt),
    },
    { title: t('past.by'), dataIndex: 'requestedBy', responsive: ['md'], className: 'break' },
    {
      title: <span className="visually-hidden">{t('history.actions')}</span>,
      key: 'open',
      align: 'right',
      render: (_, { id }) => <Link to={paths.restoreRun(id)}>{t('past.open')}</Link>,
    },
  ];
}
