/** The last question before a restore; it is answered by typing the application's name. */
import type { BackupView, RestoreStrategy } from '@holdfast/contract';
import { Form, Input, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';

import { ErrorNotice } from '../../../components/error-notice.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { useCreateRestore } from '../api/create-restore.js';

interface Props {
  backup: BackupView;
  strategy: RestoreStrategy;
  isOpen: boolean;
  onClose: () => void;
}

export function ConfirmRestoreDialog({ backup, strategy, isOpen, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const create = useCreateRestore();
  const isConfirmed = typed === backup.appName;
  const close = (): void => {
    setTyped('');
    create.reset();
    onClose();
  };
  const confirm = (): void => {
    if (!isConfirmed || create.isPending) return;
    create.mutate(
      { backupId: backup.id, body: { mode: 'apply', strategy, confirm: typed } },
      { onSuccess: ({ id }) => void navigate(paths.restoreRun(id)) },
    );
  };
  return (
    <Modal
      open={isOpen}
      title={t('confirm.title')}
      onCancel={close}
      onOk={confirm}
      okText={t('confirm.ok')}
      okButtonProps={{ danger: true, disabled: !isConfirmed, loading: create.isPending }}
      destroyOnHidden
    >
      <div className="stack">
        <strong>{t('confirm.question', { time: format.time(backup.createdAt) })}</strong>
        <Form layout="vertical" onFinish={confirm}>
          <Form.Item label={t('confirm.type', { name: backup.appName })} htmlFor="confirm-name">
            <Input
              id="confirm-name"
              autoFocus
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
          </Form.Item>
        </Form>
        {create.error !== null && <ErrorNotice error={create.error} />}
      </div>
    </Modal>
  );
}
