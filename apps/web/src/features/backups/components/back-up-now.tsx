/** The button that starts a backup; it says why it cannot, while something else runs. */
import { CloudUploadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useAnnounce } from '../../../components/use-announce.js';
import { useCreateBackup } from '../api/create-backup.js';

export function BackUpNow({ isBusy }: { isBusy: boolean }): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const create = useCreateBackup();
  const start = (): void => {
    create.mutate(
      {},
      { onSuccess: () => announce.success(t('backup.started')), onError: (error) => announce.failure(error) },
    );
  };
  return (
    <Button
      type="primary"
      icon={<CloudUploadOutlined />}
      onClick={start}
      loading={create.isPending}
      disabled={isBusy}
      title={isBusy ? t('backup.busy') : ''}
    >
      {t('backup.now')}
    </Button>
  );
}
