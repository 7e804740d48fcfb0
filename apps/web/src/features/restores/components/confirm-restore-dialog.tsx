/** The last question before a restore; it is answered by typing the application's name. */
import type { BackupView } from '@holdfast/contract';
import { Alert, Form, Input, Modal } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router-dom';

import { ErrorNotice } from '../../../components/error-notice.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { useCreateRestore } from '../api/create-restore.js';
import { choicesOf, type RestorePlan } from './restore-plan.js';

interface Props {
  backup: BackupView;
  plan: RestorePlan;
  isPreviewed: boolean;
  isOpen: boolean;
  onClose: () => void;
}

export function ConfirmRestoreDialog({ backup, plan, isPreviewed, isOpen, onClose }: Props): ReactElement {
  const { t } = useTranslation();
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
      { backupId: backup.id, body: { mode: 'apply', ...choicesOf(plan), confirm: typed } },
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
        <Question createdAt={backup.createdAt} plan={plan} />
        {!isPreviewed && <Alert type="warning" showIcon role="note" title={t('confirm.notPreviewed')} />}
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

function Question({ createdAt, plan }: { createdAt: string; plan: RestorePlan }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const time = format.time(createdAt);
  const isOverwriting = plan.strategy !== 'tables' || plan.placement === 'replace';
  return (
    <div className="stack-small">
      <strong>
        {isOverwriting ? t('confirm.question', { time }) : t('confirm.questionBeside', { time })}
      </strong>
      {plan.strategy === 'tables' && (
        <div className="muted break table-names">
          {t('confirm.onlyTables', { count: plan.tables.length, names: plan.tables.join(', ') })}
        </div>
      )}
    </div>
  );
}
