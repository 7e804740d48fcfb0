/** What needs to be looked at, each with since when and the backup that it is about. */
import type { AlertView } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { NoteList } from '../../../components/note-list.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';

export function StatusAlerts({ alerts }: { alerts: readonly AlertView[] }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (alerts.length === 0) return null;
  return (
    <NoteList
      notes={alerts}
      footer={(alert) => (
        <div className="row">
          <span className="muted">{t('status.since', { time: format.time(alert.since) })}</span>
          {alert.backupId !== null && (
            <Link to={paths.backupDetail(alert.backupId)}>{t('status.showBackup')}</Link>
          )}
        </div>
      )}
    />
  );
}
