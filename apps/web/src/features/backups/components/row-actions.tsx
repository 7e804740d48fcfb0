/** What can be done with one backup of the history. */
import { MoreOutlined } from '@ant-design/icons';
import type { BackupView } from '@holdfast/contract';
import { Button, Dropdown } from 'antd';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { useAnnounce } from '../../../components/use-announce.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { usePinBackup } from '../api/pin-backup.js';
import { useUnpinBackup } from '../api/unpin-backup.js';
import { useVerifyBackup } from '../api/verify-backup.js';
import { DeleteDialog } from './delete-dialog.js';
import { deletionBarrier, type DeletionBarrier } from './deletion-barrier.js';

interface Props {
  backup: BackupView;
  lastGoodId: string | null;
}

export function RowActions({ backup, lastGoodId }: Props): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const [isDeleting, setDeleting] = useState(false);
  const barrier = deletionBarrier(backup, lastGoodId);
  const { run, isPending } = useRowActions(backup, () => setDeleting(true));
  const isGood = backup.status === 'success';
  const items = [
    ...(isGood ? [{ key: 'verify', label: t('action.verify') }] : []),
    ...(isGood ? [{ key: 'pin', label: backup.isPinned ? t('action.unpin') : t('action.pin') }] : []),
    { key: 'delete', danger: true, disabled: barrier !== null, label: <DeleteLabel barrier={barrier} /> },
  ];
  return (
    <div className="row row-end">
      {isGood && <Link to={paths.restoreFrom(backup.id)}>{t('action.restore')}</Link>}
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => run(key) }}>
        <Button
          type="text"
          loading={isPending}
          icon={<MoreOutlined />}
          aria-label={t('action.more', { time: format.time(backup.createdAt) })}
        />
      </Dropdown>
      <DeleteDialog backup={backup} isOpen={isDeleting} onClose={() => setDeleting(false)} />
    </div>
  );
}

function DeleteLabel({ barrier }: { barrier: DeletionBarrier | null }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {t('action.delete')}
      {barrier !== null && <div className="menu-reason">{t(`deletionBarrier.${barrier}`)}</div>}
    </>
  );
}

function useRowActions(
  backup: BackupView,
  askForDeletion: () => void,
): { run: (key: string) => void; isPending: boolean } {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const verify = useVerifyBackup();
  const pin = usePinBackup();
  const unpin = useUnpinBackup();
  const saying = (text: string) => ({
    onSuccess: () => announce.success(text),
    onError: (error: Error) => announce.failure(error),
  });
  const run = (key: string): void => {
    if (key === 'delete') askForDeletion();
    else if (key === 'verify') verify.mutate(backup.id, saying(t('action.verified')));
    else if (backup.isPinned) unpin.mutate(backup.id, saying(t('action.unpinned')));
    else pin.mutate(backup.id, saying(t('action.pinnedDone')));
  };
  return { run, isPending: verify.isPending || pin.isPending || unpin.isPending };
}
