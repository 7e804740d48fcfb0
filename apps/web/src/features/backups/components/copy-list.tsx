/** The further destinations of a package: where it is, how far it has been sent, why it could not be. */
import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  CloseCircleOutlined,
  SyncOutlined,
} from '@ant-design/icons';
import type { BackupView, CopyState, PackageCopyView } from '@holdfast/contract';
import { Button, Progress, Tag } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { TimeText } from '../../../components/time-text.js';
import { UnmeasuredBar } from '../../../components/unmeasured-bar.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useFormat } from '../../../formatting/use-format.js';
import { useSendCopy } from '../api/send-copy.js';
import { FailureText } from './failure-text.js';

const LOOKS: Record<CopyState, { color: string; icon: ReactElement }> = {
  waiting: { color: 'default', icon: <ClockCircleOutlined /> },
  sending: { color: 'processing', icon: <SyncOutlined spin /> },
  stored: { color: 'success', icon: <CheckCircleOutlined /> },
  failed: { color: 'error', icon: <CloseCircleOutlined /> },
};

export function CopyList({ backup }: { backup: BackupView }): ReactElement | null {
  const { t } = useTranslation();
  if (backup.copies.length === 0) return null;
  return (
    <section className="stack-small">
      <h3>{t('copies.title')}</h3>
      <ul className="plain-list">
        {backup.copies.map((copy) => (
          <li key={copy.destinationId}>
            <Copy backupId={backup.id} copy={copy} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Copy({ backupId, copy }: { backupId: string; copy: PackageCopyView }): ReactElement {
  const { t } = useTranslation();
  const { color, icon } = LOOKS[copy.state];
  return (
    <div className="stack-small">
      <div className="row">
        <strong className="break">{copy.destinationName}</strong>
        <Tag color={color} icon={icon}>
          {t(`copyState.${copy.state}`)}
        </Tag>
        {copy.storedAt !== null && <TimeText iso={copy.storedAt} />}
        {(copy.state === 'failed' || copy.state === 'stored') && (
          <SendAgain backupId={backupId} copy={copy} />
        )}
      </div>
      {copy.state === 'sending' && <CopyProgress copy={copy} />}
      {copy.location !== null && <code className="break muted">{copy.location}</code>}
      <FailureText errorCode={copy.errorCode} message={copy.errorMessage} hint={copy.errorHint} />
    </div>
  );
}

function CopyProgress({ copy }: { copy: PackageCopyView }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { bytesDone, sizeBytes } = copy;
  const label = t('copies.sending', { destination: copy.destinationName });
  if (bytesDone === null || sizeBytes === null || sizeBytes === 0) return <UnmeasuredBar label={label} />;
  const percent = Math.min(100, Math.floor((bytesDone / sizeBytes) * 100));
  return (
    <>
      <Progress percent={percent} size="small" aria-label={label} />
      <span className="muted figures">
        {t('progress.bytesOf', { done: format.size(bytesDone), total: format.size(sizeBytes) })}
      </span>
    </>
  );
}

function SendAgain({ backupId, copy }: { backupId: string; copy: PackageCopyView }): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const send = useSendCopy();
  const start = (): void =>
    send.mutate(
      { backupId, destinationId: copy.destinationId },
      {
        onSuccess: () => announce.success(t('copies.started')),
        onError: (error) => announce.failure(error),
      },
    );
  return (
    <Button size="small" onClick={start} loading={send.isPending}>
      {t('copies.again')}
      <span className="visually-hidden"> {copy.destinationName}</span>
    </Button>
  );
}
