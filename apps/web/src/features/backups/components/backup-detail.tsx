/** Everything that is known of one backup. */
import type { BackupDetailView } from '@holdfast/contract';
import { Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useBackup } from '../../../api/queries/use-backup.js';
import { ErrorNotice } from '../../../components/error-notice.js';
import { NoteList } from '../../../components/note-list.js';
import { AnomalyList } from './anomaly-list.js';
import { BackupFacts } from './backup-facts.js';
import { ComponentFacts } from './component-facts.js';
import { CopyList } from './copy-list.js';
import { DetailDownloads } from './detail-downloads.js';
import { FailureText } from './failure-text.js';
import { TableSizes } from './table-sizes.js';

export function BackupDetail({ backupId }: { backupId: string }): ReactElement {
  const backup = useBackup(backupId);
  if (backup.data !== undefined) return <DetailBody backup={backup.data} />;
  if (backup.error !== null) {
    return <ErrorNotice error={backup.error} onRetry={() => void backup.refetch()} />;
  }
  return <Skeleton active paragraph={{ rows: 6 }} />;
}

function DetailBody({ backup }: { backup: BackupDetailView }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <FailureText errorCode={backup.errorCode} message={backup.errorMessage} hint={backup.errorHint} />
      <AnomalyList backup={backup} />
      {backup.notes.length > 0 && <NoteList notes={backup.notes} />}
      <BackupFacts backup={backup} />
      <DetailDownloads backup={backup} />
      <CopyList backup={backup} />
      {backup.components.map((component) => (
        <ComponentFacts key={component.name} component={component} />
      ))}
      {backup.tables.length > 0 && (
        <section>
          <h3>{t('detail.tables')}</h3>
          <TableSizes tables={backup.tables} />
        </section>
      )}
    </div>
  );
}
