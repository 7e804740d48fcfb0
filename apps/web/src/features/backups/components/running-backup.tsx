/** The backup that is running: its phase and real figures; a percentage only where the total is known. */
import type { BackupView } from '@holdfast/contract';
import { Button, Card, Progress, Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useBackup } from '../../../api/queries/use-backup.js';
import { UnmeasuredBar } from '../../../components/unmeasured-bar.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useFormat } from '../../../formatting/use-format.js';
import { useCancelBackup } from '../api/cancel-backup.js';

export function RunningBackup({ backupId }: { backupId: string }): ReactElement {
  const { t } = useTranslation();
  const backup = useBackup(backupId);
  const announce = useAnnounce();
  const cancel = useCancelBackup();
  const stop = (): void => cancel.mutate(backupId, { onError: (error) => announce.failure(error) });
  return (
    <Card
      title={t('backup.running')}
      extra={
        <Button danger onClick={stop} loading={cancel.isPending}>
          {t('backup.cancel')}
        </Button>
      }
    >
      {backup.data === undefined ? (
        <Skeleton active title={false} paragraph={{ rows: 2 }} />
      ) : (
        <BackupProgress backup={backup.data} />
      )}
    </Card>
  );
}

export function BackupProgress({ backup }: { backup: BackupView }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { phase, bytesDone, bytesTotal } = backup.progress ?? {
    phase: 'waiting',
    bytesDone: 0,
    bytesTotal: null,
  };
  const label = t(`backupPhase.${phase}`);
  const figures =
    bytesTotal === null
      ? t('progress.bytes', { done: format.size(bytesDone) })
      : t('progress.bytesOf', { done: format.size(bytesDone), total: format.size(bytesTotal) });
  return (
    <div className="stack-small">
      <div aria-live="polite">{label}</div>
      {bytesTotal === null || bytesTotal === 0 ? (
        <UnmeasuredBar label={label} />
      ) : (
        <Progress percent={Math.min(100, Math.floor((bytesDone / bytesTotal) * 100))} aria-label={label} />
      )}
      <div className="muted figures">{bytesDone > 0 || bytesTotal !== null ? figures : '\u00a0'}</div>
    </div>
  );
}
