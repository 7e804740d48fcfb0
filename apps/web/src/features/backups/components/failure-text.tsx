/** Why a backup failed and what to do, in words. */
import type { BackupView } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { errorSentence } from '../../../components/describe-error.js';

export function FailureText({ backup }: { backup: BackupView }): ReactElement | null {
  const { i18n } = useTranslation();
  const { errorCode, errorMessage, errorHint } = backup;
  if (errorCode === null && errorMessage === null) return null;
  const sentence = errorCode === null ? null : errorSentence(errorCode, i18n.language);
  return (
    <div className="break">
      {sentence !== null && <div className="failure">{sentence}</div>}
      {errorMessage !== null && errorMessage !== sentence && <div>{errorMessage}</div>}
      {errorHint !== null && <div className="muted">{errorHint}</div>}
    </div>
  );
}
