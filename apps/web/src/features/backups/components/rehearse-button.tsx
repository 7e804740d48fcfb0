/** Starts a drill of a backup and leads to its progress. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useRehearsal } from './use-rehearsal.js';

interface Props {
  backupId: string;
  isDisabled: boolean;
}

export function RehearseButton({ backupId, isDisabled }: Props): ReactElement {
  const { t } = useTranslation();
  const { rehearse, isPending } = useRehearsal();
  return (
    <Button
      onClick={() => rehearse(backupId)}
      loading={isPending}
      disabled={isDisabled}
      title={isDisabled ? t('backup.busy') : ''}
    >
      {t('drill.start')}
    </Button>
  );
}
