/** What a restore would change: whether it can be carried out, what stands in the way, and every table. */
import type { PreviewReport } from '@holdfast/contract';
import { Alert } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { NoteList } from '../../../components/note-list.js';
import { useFormat } from '../../../formatting/use-format.js';
import { PreviewFacts } from './preview-facts.js';
import { PreviewTables } from './preview-tables.js';

const WEIGHT = { blocker: 0, warning: 1, info: 2 } as const;

export function PreviewResult({ report }: { report: PreviewReport }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const notes = [...report.notes].sort((one, other) => WEIGHT[one.severity] - WEIGHT[other.severity]);
  const time = format.time(report.takenAt);
  return (
    <div className="stack">
      <Alert
        type={report.canRestore ? 'success' : 'error'}
        showIcon
        role="status"
        title={report.canRestore ? t('preview.possible') : t('preview.impossible')}
        description={report.isExact ? t('preview.takenExact', { time }) : t('preview.takenCounted', { time })}
      />
      {notes.length > 0 && <NoteList notes={notes} />}
      <PreviewFacts report={report} />
      <PreviewTables tables={report.tables} />
    </div>
  );
}
