/** Asks before a restore is undone, or before the way back is given up. */
import type { RestoreView } from '@holdfast/contract';
import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useDiscardUndo } from '../api/discard-undo.js';
import { useUndoRestore } from '../api/undo-restore.js';
import { wayOf } from './undo-way.js';

export type WayBackAction = 'undo' | 'discard';

interface Props {
  restore: RestoreView;
  asked: WayBackAction | null;
  onClose: () => void;
}

export function WayBackDialog({ restore, asked, onClose }: Props): ReactElement {
  return (
    <>
      <UndoDialog restore={restore} isOpen={asked === 'undo'} onClose={onClose} />
      <DiscardDialog restore={restore} isOpen={asked === 'discard'} onClose={onClose} />
    </>
  );
}

interface DialogProps {
  restore: RestoreView;
  isOpen: boolean;
  onClose: () => void;
}

function UndoDialog(props: DialogProps): ReactElement {
  return <Question name="undo" action={useUndoRestore()} {...props} />;
}

function DiscardDialog(props: DialogProps): ReactElement {
  return <Question name="discard" action={useDiscardUndo()} {...props} />;
}

interface QuestionProps extends DialogProps {
  name: WayBackAction;
  action: ReturnType<typeof useUndoRestore>;
}

function Question({ name, action, restore, isOpen, onClose }: QuestionProps): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const confirm = (): void =>
    action.mutate(restore.id, {
      onSuccess: () => {
        announce.success(t(`${name}.success`));
        onClose();
      },
    });
  return (
    <Modal
      open={isOpen}
      title={t(`${name}.ask`)}
      onCancel={onClose}
      onOk={confirm}
      okText={t(`${name}.confirm`)}
      okButtonProps={{ danger: true, loading: action.isPending }}
      destroyOnHidden
    >
      <div className="stack-small">
        <div>{t(`${name}Price.${wayOf(restore)}`)}</div>
        {action.error !== null && <ErrorNotice error={action.error} />}
      </div>
    </Modal>
  );
}
