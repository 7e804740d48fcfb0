/** The backup that is about to be restored, in one line. */
import type { BackupDetailView } from '@holdfast/contract';
import { Alert } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { LevelTag } from '../../../components/level-tag.js';
import { useFormat } from '../../../formatting/use-format.js';

export function ChosenBackup({ backup }: { backup: BackupDetailView | null }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  if (backup === null) return <div className="muted">{t('restore.noneChosen')}</div>;
  if (backup.status !== 'success') {
    return <Alert type="warning" showIcon title={t('restore.notRestorable')} />;
  }
  const tables = backup.components.reduce((sum, component) => sum + component.tableCount, 0);
  const rows = backup.components.reduce((sum, component) => sum + component.rowCount, 0);
  return (
    <div className="row">
      <span>
        {t('restore.chosen', {
          application: backup.appName,
          time: format.time(backup.createdAt),
          age: format.age(backup.createdAt),
          tables: format.count(tables),
          rows: format.count(rows),
        })}
      </span>
      <LevelTag level={backup.verificationLevel} />
    </div>
  );
}
