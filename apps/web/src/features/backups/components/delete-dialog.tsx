/** Asks before a backup is deleted, and says what is lost. */
import type { BackupView } from '@holdfast/contract';
import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useFormat } from '../../../formatting/use-format.js';
import { useDeleteBackup } from '../api/delete-backup.js';

interface Props {
  backup: BackupView;
  isOpen: boolean;
  onClose: () => void;
}

export function DeleteDialog({ backup, isOpen, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const announce = useAnnounce();
  const deletion = useDeleteBackup();
  const confirm = (): void =>
    deletion.mutate(backup.id, {
      onSuccess: () => {
        announce.success(t('delete.done'));
        onClose();
      },
    });
  const time = format.time(backup.createdAt);
  return (
    <Modal
      open={isOpen}
      title={t('delete.title')}
      onCancel={onClose}
      onOk={confirm}
      okText={t('delete.confirm')}
      okButtonProps={{ danger: true, loading: deletion.isPending }}
      destroyOnHidden
    >
      <div className="stack-small">
        <div>
          {backup.status === 'success'
            ? t('delete.lossGood', { time, size: format.size(backup.sizeBytes ?? 0) })
            : t('delete.lossBad', { time })}
        </div>
        <code className="break">{backup.id}</code>
        {deletion.error !== null && <ErrorNotice error={deletion.error} />}
      </div>
    </Modal>
  );
}
