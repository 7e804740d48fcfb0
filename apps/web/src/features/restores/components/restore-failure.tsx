/** A restore that failed or was canceled: what happened to the data, why, and what to do. */
import type { RestoreView } from '@holdfast/contract';
import { Alert } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { errorHint, errorSentence } from '../../../components/describe-error.js';
import { NoteList } from '../../../components/note-list.js';
import { PhaseSteps } from './phase-steps.js';

export function RestoreFailure({ restore }: { restore: RestoreView }): ReactElement {
  const { t, i18n } = useTranslation();
  const { errorCode, errorMessage } = restore;
  const isCanceled = restore.status === 'canceled';
  const sentence = errorCode === null ? t('result.failed') : errorSentence(errorCode, i18n.language);
  const hint =
    errorCode === null ? restore.errorHint : errorHint(errorCode, restore.errorHint, i18n.language);
  return (
    <div className="stack">
      <Alert
        type={isCanceled ? 'warning' : 'error'}
        showIcon
        role="alert"
        title={isCanceled ? t('result.canceled') : sentence}
        description={
          <>
            {errorMessage !== null && errorMessage !== sentence && (
              <div className="break">{errorMessage}</div>
            )}
            {hint !== null && <div className="break">{hint}</div>}
          </>
        }
      />
      <PhaseSteps restore={restore} />
      {restore.report !== null && restore.report.notes.length > 0 && (
        <NoteList notes={restore.report.notes} />
      )}
    </div>
  );
}
