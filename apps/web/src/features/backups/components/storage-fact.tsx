/** How much room the backups take, and how much is left. */
import type { StatusView } from '@holdfast/contract';
import { Progress } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';
import { Fact } from './fact.js';

const NEARLY_FULL_PERCENT = 85;

export function StorageFact({ storage }: { storage: StatusView['storage'] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { usedBytes, freeBytes, quotaBytes } = storage;
  const roomBytes = quotaBytes ?? usedBytes + freeBytes;
  const percent = roomBytes === 0 ? 0 : Math.min(100, Math.round((usedBytes / roomBytes) * 100));
  return (
    <Fact label={t('status.storage')} value={t('status.used', { size: format.size(usedBytes) })}>
      <Progress
        percent={percent}
        size="small"
        status={percent >= NEARLY_FULL_PERCENT ? 'exception' : 'normal'}
        format={() => `${percent}%`}
        aria-label={t('status.storage')}
      />
      <div>{t('status.free', { size: format.size(freeBytes) })}</div>
      {quotaBytes !== null && <div>{t('status.quota', { size: format.size(quotaBytes) })}</div>}
      <code className="break muted">{storage.path}</code>
    </Fact>
  );
}
