/** The entries of a backup's menu; the last one says why it cannot be chosen. */
import { ROUTES, type BackupView } from '@holdfast/contract';
import type { MenuProps } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import type { DeletionBarrier } from './deletion-barrier.js';

export function useRowMenu(
  backup: BackupView,
  barrier: DeletionBarrier | null,
): NonNullable<MenuProps['items']> {
  const { t } = useTranslation();
  const download = (
    <a href={ROUTES.backupDownload(backup.id)} download={`${backup.id}.tar`}>
      {t('action.download')}
    </a>
  );
  const report = (
    <a href={ROUTES.integrityReport(backup.id)} download={`${backup.id}-integrity.json`}>
      {t('action.report')}
    </a>
  );
  const forGood = [
    { key: 'drill', label: t('drill.start') },
    { key: 'verify', label: t('action.verify') },
    { key: 'download', label: download },
    { key: 'report', label: report },
    { key: 'pin', label: backup.isPinned ? t('action.unpin') : t('action.pin') },
    { type: 'divider' as const },
  ];
  return [
    ...(backup.status === 'success' ? forGood : []),
    { key: 'delete', danger: true, disabled: barrier !== null, label: <DeleteLabel barrier={barrier} /> },
  ];
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
