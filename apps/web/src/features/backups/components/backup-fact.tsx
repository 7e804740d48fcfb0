/** A backup in the status: when, with what outcome, how large, where, and why it failed. */
import type { LastBackupView } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { StatusTag } from '../../../components/status-tag.js';
import { TimeText } from '../../../components/time-text.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { Fact } from './fact.js';
import { FailureText } from './failure-text.js';

interface Props {
  label: string;
  backup: LastBackupView | null;
}

export function BackupFact({ label, backup }: Props): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  if (backup === null) return <Fact label={label} value={t('status.noneYet')} />;
  return (
    <Fact label={label} value={format.age(backup.time)}>
      <div className="stack-small">
        <TimeText iso={backup.time} />
        <div className="row">
          <StatusTag status={backup.status} />
          {backup.sizeBytes !== null && <span>{format.size(backup.sizeBytes)}</span>}
          <Link to={paths.backupDetail(backup.id)}>{t('status.showBackup')}</Link>
        </div>
        <FailureText errorCode={backup.errorCode} message={backup.error} hint={backup.hint} />
        {backup.path !== null && <code className="break muted">{backup.path}</code>}
      </div>
    </Fact>
  );
}
