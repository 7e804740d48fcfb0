/** The preview of a restore: asked for, watched, read, and asked for again more exactly. */
import type { RestoreView } from '@holdfast/contract';
import type { UseQueryResult } from '@tanstack/react-query';
import { Alert, Button, Skeleton } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

import { ErrorNotice } from '../../../components/error-notice.js';
import { QueryNotice } from '../../../components/query-notice.js';
import { useCreateRestore } from '../api/create-restore.js';
import { isUnfinished } from '../api/get-restore.js';
import { PreviewResult } from './preview-result.js';
import { choicesOf, type RestorePlan } from './restore-plan.js';
import { RestoreFailure } from './restore-failure.js';
import { RestoreProgress } from './restore-progress.js';

interface Props {
  backupId: string;
  plan: RestorePlan;
  preview: UseQueryResult<RestoreView>;
  /** Whether it was made with the present choices. */
  isCurrent: boolean;
  /** Whether all that a preview needs has been chosen. */
  isAskable: boolean;
}

export function PreviewSection({ backupId, plan, preview, isCurrent, isAskable }: Props): ReactElement {
  const { t } = useTranslation();
  const [, setQuery] = useSearchParams();
  const create = useCreateRestore();
  const isRunning = isUnfinished(preview.data);
  const report = preview.data?.preview ?? null;
  const ask = (isExact: boolean): void =>
    create.mutate(
      { backupId, body: { mode: 'preview', ...choicesOf(plan), ...(isExact ? { isExact } : {}) } },
      { onSuccess: ({ id }) => setQuery({ backup: backupId, preview: id }, { replace: true }) },
    );
  const button = { disabled: !isAskable || isRunning || preview.isLoading, loading: create.isPending };
  return (
    <section className="stack" aria-label={t('preview.title')}>
      <QueryNotice query={preview} />
      {preview.isLoading && <Skeleton active title={false} paragraph={{ rows: 4 }} />}
      {preview.data !== undefined && !isCurrent && (
        <Alert type="warning" showIcon role="status" title={t('preview.outdated')} />
      )}
      {preview.data !== undefined && isCurrent && <PreviewStage preview={preview.data} />}
      {create.error !== null && <ErrorNotice error={create.error} />}
      <div className="row">
        {isCurrent && report !== null && !report.isExact && (
          <Button {...button} onClick={() => ask(true)}>
            {t('preview.exact')}
          </Button>
        )}
        {!isRunning && (
          <Button
            {...button}
            type={report !== null && isCurrent ? 'default' : 'primary'}
            onClick={() => ask(false)}
          >
            {preview.data === undefined ? t('preview.ask') : t('preview.again')}
          </Button>
        )}
        <span className="muted">{t('preview.harmless')}</span>
      </div>
    </section>
  );
}

function PreviewStage({ preview }: { preview: RestoreView }): ReactElement | null {
  if (isUnfinished(preview)) return <RestoreProgress restore={preview} />;
  if (preview.status !== 'success') return <RestoreFailure restore={preview} />;
  return preview.preview === null ? null : <PreviewResult report={preview.preview} />;
}
