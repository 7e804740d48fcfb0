/** Asks how far a backup shall be proven, each level with what it does and what it does not show. */
import type { BackupView, VerificationLevel } from '@holdfast/contract';
import { Modal, Radio } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';

import { ErrorNotice } from '../../../components/error-notice.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { paths } from '../../../config/paths.js';
import { useStartDrill } from '../api/start-drill.js';
import { useVerifyBackup } from '../api/verify-backup.js';

/** `matched` is what a drill reaches. */
const LEVELS = ['hashed', 'readable', 'matched'] as const satisfies readonly VerificationLevel[];
type Level = (typeof LEVELS)[number];

interface Props {
  backup: BackupView;
  isOpen: boolean;
  onClose: () => void;
}

export function VerifyDialog({ backup, isOpen, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  const [level, setLevel] = useState<Level>('readable');
  const { start, isPending, error } = useVerification(backup, onClose);
  return (
    <Modal
      open={isOpen}
      title={t('verify.title')}
      onCancel={onClose}
      onOk={() => start(level)}
      okText={t('verify.start')}
      okButtonProps={{ loading: isPending }}
      destroyOnHidden
    >
      <div className="stack">
        <Radio.Group
          vertical
          aria-label={t('verify.title')}
          value={level}
          onChange={(event) => setLevel(LEVELS.find((known) => known === event.target.value) ?? 'readable')}
          options={LEVELS.map((value) => ({
            value,
            label: (
              <>
                <div>{t(`verifyLevel.${value}`)}</div>
                <div className="muted">{t(`verifyMeaning.${value}`)}</div>
              </>
            ),
          }))}
        />
        {error !== null && <ErrorNotice error={error} />}
      </div>
    </Modal>
  );
}

interface VerificationRun {
  start: (level: Level) => void;
  isPending: boolean;
  error: Error | null;
}

function useVerification(backup: BackupView, onClose: () => void): VerificationRun {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const navigate = useNavigate();
  const verify = useVerifyBackup();
  const drill = useStartDrill();
  const start = (level: Level): void => {
    if (level === 'matched') {
      drill.mutate(backup.id, { onSuccess: ({ id }) => void navigate(paths.restoreRun(id)) });
      return;
    }
    const onSuccess = (): void => {
      announce.success(t('action.verified'));
      onClose();
    };
    verify.mutate({ backupId: backup.id, level }, { onSuccess });
  };
  return { start, isPending: verify.isPending || drill.isPending, error: verify.error ?? drill.error };
}
