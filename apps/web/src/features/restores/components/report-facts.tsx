/** The figures of a finished restore. */
import type { RestoreReport, RestoreView } from '@holdfast/contract';
import { Descriptions } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { TimeText } from '../../../components/time-text.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { useComparedText } from './use-compared-text.js';

interface Props {
  restore: RestoreView;
  report: RestoreReport;
}

function tookMs(restore: RestoreView): number | null {
  if (restore.startedAt === null || restore.completedAt === null) return null;
  return new Date(restore.completedAt).getTime() - new Date(restore.startedAt).getTime();
}

export function ReportFacts({ restore, report }: Props): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const durationMs = tookMs(restore);
  const compared = useComparedText(report);
  const facts: [string, ReactNode][] = [
    ['compared', compared],
    ['refused', report.refusedMs !== null && format.duration(report.refusedMs)],
    ['took', durationMs !== null && format.duration(durationMs)],
    ['completed', restore.completedAt && <TimeText key="completed" iso={restore.completedAt} />],
    ['strategy', t(`strategy.${report.strategy}`)],
    ['by', restore.requestedBy],
    ['snapshot', report.safetySnapshotId && <SnapshotLink key="snapshot" id={report.safetySnapshotId} />],
  ];
  return (
    <Descriptions
      size="small"
      column={1}
      items={facts
        .filter(([, value]) => Boolean(value))
        .map(([key, children]) => ({ key, label: t(`report.${key}`), children }))}
    />
  );
}

function SnapshotLink({ id }: { id: string }): ReactElement {
  return (
    <Link to={paths.backupDetail(id)} className="break">
      {id}
    </Link>
  );
}
