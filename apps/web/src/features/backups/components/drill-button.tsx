/** Starts a drill of a backup and leads to its progress. */
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useDrill } from './use-drill.js';

interface Props {
  backupId: string;
  isDisabled: boolean;
}

export function DrillButton({ backupId, isDisabled }: Props): ReactElement {
  const { t } = useTranslation();
  const { run, isPending } = useDrill();
  return (
    <Button
      onClick={() => run(backupId)}
      loading={isPending}
      disabled={isDisabled}
      title={isDisabled ? t('backup.busy') : ''}
    >
      {t('drill.start')}
    </Button>
  );
}
