/**
 * The backup that is running: its phase and real figures; a percentage only where the total is known.
 * When it has ended the card stays with the outcome, so that the page does not jump under the reader's hand.
 */
import type { BackupView } from '@holdfast/contract';
import { Button, Card, Progress, Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useBackup } from '../../../api/queries/use-backup.js';
import { StatusTag } from '../../../components/status-tag.js';
import { UnmeasuredBar } from '../../../components/unmeasured-bar.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useFormat } from '../../../formatting/use-format.js';
import { useCancelBackup } from '../api/cancel-backup.js';

interface Props {
  backupId: string;
  /** What the status says, so that the headline and this card never contradict each other. */
  isRunning: boolean;
  onClose: () => void;
}

export function RunningBackup({ backupId, isRunning, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  const backup = useBackup(backupId);
  const hasOutcome = backup.data !== undefined && !['pending', 'running'].includes(backup.data.status);
  const hasEnded = hasOutcome || !isRunning;
  return (
    <Card
      title={hasEnded ? t('backup.ended') : t('backup.running')}
      extra={
        hasEnded ? (
          <Button onClick={onClose}>{t('backup.close')}</Button>
        ) : (
          <CancelBackup backupId={backupId} />
        )
      }
    >
      {backup.data === undefined && <Skeleton active title={false} paragraph={{ rows: 2 }} />}
      {backup.data !== undefined &&
        (hasOutcome ? <BackupOutcome backup={backup.data} /> : <BackupProgress backup={backup.data} />)}
    </Card>
  );
}

function CancelBackup({ backupId }: { backupId: string }): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const cancel = useCancelBackup();
  const stop = (): void => cancel.mutate(backupId, { onError: (error) => announce.failure(error) });
  return (
    <Button danger onClick={stop} loading={cancel.isPending}>
      {t('backup.cancel')}
    </Button>
  );
}

function BackupOutcome({ backup }: { backup: BackupView }): ReactElement {
  const format = useFormat();
  const { status, sizeBytes, durationMs } = backup;
  const figures = [
    sizeBytes === null ? null : format.size(sizeBytes),
    durationMs === null ? null : format.duration(durationMs),
  ].filter((figure) => figure !== null);
  return (
    <div className="stack-small" role="status">
      <div>
        <StatusTag status={status} />
      </div>
      <Progress
        percent={100}
        showInfo={false}
        status={status === 'success' ? 'success' : 'exception'}
        aria-hidden="true"
      />
      <div className="muted figures">{figures.join(' · ') || '\u00a0'}</div>
    </div>
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
