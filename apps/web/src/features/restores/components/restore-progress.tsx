/** A running restore: overall share, phase by phase, real figures, elapsed time. */
import type { RestoreView } from '@holdfast/contract';
import { Button, Progress } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useNow } from '../../../clock.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useFormat } from '../../../formatting/use-format.js';
import { useCancelRestore } from '../api/cancel-restore.js';
import { PhaseSteps } from './phase-steps.js';
import { runKindOf } from './run-kind.js';

const CLOCK_INTERVAL_MS = 1000;

export function RestoreProgress({ restore }: { restore: RestoreView }): ReactElement {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <Progress
        percent={Math.floor(restore.progress)}
        status="active"
        aria-label={t(`overallProgress.${restore.mode}`)}
      />
      <div className="row figures">
        <span aria-live="polite">{t('progress.now', { phase: t(`restorePhase.${restore.phase}`) })}</span>
        <Elapsed since={restore.startedAt ?? restore.createdAt} />
      </div>
      <PhaseSteps restore={restore} />
      <CancelRestore restore={restore} />
    </div>
  );
}

function Elapsed({ since }: { since: string }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const elapsedMs = Math.max(0, useNow(CLOCK_INTERVAL_MS) - new Date(since).getTime());
  return <span className="muted">{t('progress.elapsed', { duration: format.duration(elapsedMs) })}</span>;
}

function CancelRestore({ restore }: { restore: RestoreView }): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const cancel = useCancelRestore();
  const isTooLate = restore.mode === 'apply' && (restore.phase === 'swapping' || restore.phase === 'done');
  const stop = (): void => cancel.mutate(restore.id, { onError: (error) => announce.failure(error) });
  return (
    <div className="row">
      <Button onClick={stop} disabled={isTooLate} loading={cancel.isPending}>
        {t(`cancelRun.${restore.mode}`)}
      </Button>
      <span className="muted">
        {isTooLate ? t('progress.tooLate') : t(`cancelHint.${runKindOf(restore)}`)}
      </span>
    </div>
  );
}
