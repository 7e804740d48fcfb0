/** A restore that succeeded: what was compared, what it cost the application, and the way back. */
import type { RestoreView } from '@holdfast/contract';
import { Alert, Collapse } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { NoteList } from '../../../components/note-list.js';
import { ComparedTables } from './compared-tables.js';
import { PhaseSteps } from './phase-steps.js';
import { ReportFacts } from './report-facts.js';
import { RestoredTables } from './restored-tables.js';
import { UndoPanel } from './undo-panel.js';

export function RestoreSuccess({ restore }: { restore: RestoreView }): ReactElement {
  const { t } = useTranslation();
  const { report } = restore;
  return (
    <div className="stack">
      <Alert type="success" showIcon role="status" title={t('result.success')} />
      <UndoPanel restore={restore} />
      {report !== null && (
        <>
          <ReportFacts restore={restore} report={report} />
          {report.restoredTables.length > 0 && <RestoredTables tables={report.restoredTables} />}
          {report.notes.length > 0 && <NoteList notes={report.notes} />}
          <Collapse
            size="small"
            items={[
              {
                key: 'tables',
                label: t('result.tables', { count: report.tables.length }),
                children: <ComparedTables tables={report.tables} />,
              },
              { key: 'phases', label: t('result.phases'), children: <PhaseSteps restore={restore} /> },
            ]}
          />
        </>
      )}
    </div>
  );
}
