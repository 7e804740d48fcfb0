/** The details of the backup that the address names, beside the page. */
import { Drawer } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { BackupDetail } from './backup-detail.js';

interface Props {
  backupId: string | null;
  onClose: () => void;
}

export function BackupDrawer({ backupId, onClose }: Props): ReactElement {
  const { t } = useTranslation();
  return (
    <Drawer
      open={backupId !== null}
      onClose={onClose}
      title={t('detail.title')}
      size="min(720px, 100vw)"
      destroyOnHidden
    >
      {backupId !== null && <BackupDetail backupId={backupId} />}
    </Drawer>
  );
}
