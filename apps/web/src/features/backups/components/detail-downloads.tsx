/** What of a backup can be taken home: the package, and the report of what is proven of it. */
import { DownloadOutlined, FileProtectOutlined } from '@ant-design/icons';
import { ROUTES, type BackupView } from '@holdfast/contract';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export function DetailDownloads({ backup }: { backup: BackupView }): ReactElement | null {
  const { t } = useTranslation();
  if (backup.status !== 'success') return null;
  return (
    <div className="row">
      <Button
        icon={<DownloadOutlined />}
        href={ROUTES.backupDownload(backup.id)}
        download={`${backup.id}.tar`}
      >
        {t('action.download')}
      </Button>
      <Button
        icon={<FileProtectOutlined />}
        href={ROUTES.integrityReport(backup.id)}
        download={`${backup.id}-integrity.json`}
      >
        {t('action.report')}
      </Button>
    </div>
  );
}
