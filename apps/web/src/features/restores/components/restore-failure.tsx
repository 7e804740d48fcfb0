/** A restore that failed or was canceled: what happened to the data, why, and what to do. */
import type { RestoreView } from '@holdfast/contract';
import { Alert } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { errorHint, errorSentence } from '../../../components/describe-error.js';
import { NoteList } from '../../../components/note-list.js';
import { ReasonAndWay } from '../../../components/reason-and-way.js';
import { AssertionResults } from './assertion-results.js';
import { PhaseSteps } from './phase-steps.js';

export function RestoreFailure({ restore }: { restore: RestoreView }): ReactElement {
  const { t, i18n } = useTranslation();
  const { errorCode, errorMessage } = restore;
  const isCanceled = restore.status === 'canceled';
  const sentence =
    errorCode === null ? t(`failedRun.${restore.mode}`) : errorSentence(errorCode, i18n.language);
  const hint =
    errorCode === null ? restore.errorHint : errorHint(errorCode, restore.errorHint, i18n.language);
  const notes = restore.report?.notes ?? restore.drill?.notes ?? restore.preview?.notes ?? [];
  return (
    <div className="stack">
      <Alert
        type={isCanceled ? 'warning' : 'error'}
        showIcon
        role="alert"
        title={isCanceled ? t(`canceledRun.${restore.mode}`) : sentence}
        description={<ReasonAndWay reason={errorMessage === sentence ? null : errorMessage} way={hint} />}
      />
      <PhaseSteps restore={restore} />
      {notes.length > 0 && <NoteList notes={notes} />}
      {restore.drill !== null && <AssertionResults results={restore.drill.assertions} />}
    </div>
  );
}
