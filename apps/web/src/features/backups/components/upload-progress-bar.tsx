/** How much of a file has been sent; when all of it has, the server is still checking. */
import { Progress } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import type { UploadProgress } from '../../../api/upload.js';
import { UnmeasuredBar } from '../../../components/unmeasured-bar.js';
import { useFormat } from '../../../formatting/use-format.js';

export function UploadProgressBar({ progress }: { progress: UploadProgress | null }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  if (progress === null || progress.bytesTotal === 0) return <UnmeasuredBar label={t('import.sending')} />;
  const { bytesSent, bytesTotal } = progress;
  const isChecking = bytesSent >= bytesTotal;
  return (
    <div className="stack-small">
      <div aria-live="polite">{isChecking ? t('import.checking') : t('import.sending')}</div>
      {isChecking ? (
        <UnmeasuredBar label={t('import.checking')} />
      ) : (
        <Progress percent={Math.floor((bytesSent / bytesTotal) * 100)} aria-label={t('import.sending')} />
      )}
      <div className="muted figures">
        {t('progress.bytesOf', { done: format.size(bytesSent), total: format.size(bytesTotal) })}
      </div>
    </div>
  );
}
