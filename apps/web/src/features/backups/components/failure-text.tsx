/** Why a backup failed and what to do, in words. */
import type { ErrorCode } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { errorHint, errorSentence } from '../../../components/describe-error.js';
import { ReasonAndWay } from '../../../components/reason-and-way.js';

interface Props {
  errorCode: ErrorCode | null;
  message: string | null;
  hint: string | null;
}

export function FailureText({ errorCode, message, hint }: Props): ReactElement | null {
  const { i18n } = useTranslation();
  if (errorCode === null && message === null) return null;
  const sentence = errorCode === null ? null : errorSentence(errorCode, i18n.language);
  const way = errorCode === null ? hint : errorHint(errorCode, hint, i18n.language);
  return (
    <div className="break">
      {sentence !== null && <div className="failure">{sentence}</div>}
      <ReasonAndWay reason={message === sentence ? null : message} way={way} />
    </div>
  );
}
