/** A failed request in words, with a way to try again. */
import { Alert, Button } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { describeError } from './describe-error.js';
import { ReasonAndWay } from './reason-and-way.js';

interface Props {
  error: Error;
  onRetry?: () => void;
}

export function ErrorNotice({ error, onRetry }: Props): ReactElement {
  const { t, i18n } = useTranslation();
  const words = describeError(error, t, i18n.language);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={words.title}
      description={
        <>
          <ReasonAndWay reason={words.detail} way={words.hint} />
          {words.requestId !== null && <div>{t('errors.requestId', { requestId: words.requestId })}</div>}
        </>
      }
      action={
        onRetry !== undefined && (
          <Button size="small" onClick={onRetry}>
            {t('errors.retry')}
          </Button>
        )
      }
    />
  );
}
