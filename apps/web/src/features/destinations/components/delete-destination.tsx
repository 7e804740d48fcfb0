/** Asks before a destination is forgotten, and says what becomes of the packages there. */
import type { DestinationView } from '@holdfast/contract';
import { Modal } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ErrorNotice } from '../../../components/error-notice.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useDeleteDestination } from '../api/delete-destination.js';

interface Props {
  destination: DestinationView;
  isOpen: boolean;
  onClose: () => void;
}

export function DeleteDestination({ destination, isOpen, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const deletion = useDeleteDestination();
  const confirm = (): void =>
    deletion.mutate(destination.id, {
      onSuccess: () => {
        announce.success(t('destination.removed'));
        onClose();
      },
    });
  return (
    <Modal
      open={isOpen}
      title={t('destination.removeAsk', { name: destination.name })}
      onCancel={onClose}
      onOk={confirm}
      okText={t('destination.removeConfirm')}
      okButtonProps={{ danger: true, loading: deletion.isPending }}
      destroyOnHidden
    >
      <div className="stack-small">
        <div>{t('destination.removePrice')}</div>
        <code className="break">{destination.location}</code>
        {deletion.error !== null && <ErrorNotice error={deletion.error} />}
      </div>
    </Modal>
  );
}
