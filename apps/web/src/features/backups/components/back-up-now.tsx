/** The button that starts a backup, of the usual type or of a chosen one. */
import { CloudUploadOutlined, DownOutlined } from '@ant-design/icons';
import { BACKUP_TYPES } from '@holdfast/contract';
import { Button, Dropdown, Space } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useAnnounce } from '../../../components/use-announce.js';
import { useCreateBackup } from '../api/create-backup.js';

export function BackUpNow({ isBusy }: { isBusy: boolean }): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const create = useCreateBackup();
  const start = (wanted: string | null): void => {
    const type = BACKUP_TYPES.find((known) => known === wanted);
    create.mutate(type === undefined ? {} : { type }, {
      onSuccess: () => announce.success(t('backup.started')),
      onError: (error) => announce.failure(error),
    });
  };
  const items = BACKUP_TYPES.map((type) => ({ key: type, label: <TypeLabel type={type} /> }));
  const why = isBusy ? t('backup.busy') : '';
  return (
    <Space.Compact>
      <Button
        type="primary"
        icon={<CloudUploadOutlined />}
        onClick={() => start(null)}
        loading={create.isPending}
        disabled={isBusy}
        title={why}
      >
        {t('backup.now')}
      </Button>
      <Dropdown
        trigger={['click']}
        placement="bottomRight"
        disabled={isBusy || create.isPending}
        menu={{ items, onClick: ({ key }) => start(key) }}
      >
        <Button type="primary" icon={<DownOutlined />} aria-label={t('backup.chooseType')} title={why} />
      </Dropdown>
    </Space.Compact>
  );
}

function TypeLabel({ type }: { type: (typeof BACKUP_TYPES)[number] }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="menu-choice">
      <div>{t(`backupType.${type}`)}</div>
      <div className="menu-reason">{t(`backupTypeMeaning.${type}`)}</div>
    </div>
  );
}
