/** A drill that succeeded: the level it proved, the measured recovery time, and everything compared. */
import type { DrillReport, RestoreView } from '@holdfast/contract';
import { Alert, Collapse, Descriptions } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router-dom';

import { LevelTag } from '../../../components/level-tag.js';
import { NoteList } from '../../../components/note-list.js';
import { paths } from '../../../config/paths.js';
import { useFormat } from '../../../formatting/use-format.js';
import { AssertionResults } from './assertion-results.js';
import { ComparedTables } from './compared-tables.js';
import { PhaseSteps } from './phase-steps.js';
import { useComparedText } from './use-compared-text.js';

export function DrillSuccess({ restore }: { restore: RestoreView }): ReactElement {
  const { t } = useTranslation();
  const { drill } = restore;
  return (
    <div className="stack">
      <Alert
        type="success"
        showIcon
        role="status"
        title={t('drill.success')}
        description={t('drill.untouched')}
      />
      {drill !== null && (
        <>
          <DrillFacts restore={restore} drill={drill} />
          {drill.notes.length > 0 && <NoteList notes={drill.notes} />}
          <AssertionResults results={drill.assertions} />
          <Collapse
            size="small"
            items={[
              {
                key: 'tables',
                label: t('result.tables', { count: drill.tables.length }),
                children: <ComparedTables tables={drill.tables} />,
              },
              { key: 'phases', label: t('result.phases'), children: <PhaseSteps restore={restore} /> },
            ]}
          />
        </>
      )}
    </div>
  );
}

function DrillFacts({ restore, drill }: { restore: RestoreView; drill: DrillReport }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const compared = useComparedText(drill);
  const { kind, version } = drill.server;
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'level', label: t('drill.level'), children: <LevelTag level={drill.level} /> },
        {
          key: 'recovery',
          label: t('drill.recovery'),
          children: <strong className="figures">{format.duration(drill.recoveryMs)}</strong>,
        },
        { key: 'server', label: t('drill.server'), children: t(`drillServer.${kind}`, { version }) },
        { key: 'compared', label: t('report.compared'), children: compared },
        { key: 'by', label: t('report.by'), children: restore.requestedBy },
        {
          key: 'backup',
          label: t('drill.backup'),
          children: <Link to={paths.backupDetail(restore.backupId)}>{restore.backupId}</Link>,
        },
      ]}
    />
  );
}
