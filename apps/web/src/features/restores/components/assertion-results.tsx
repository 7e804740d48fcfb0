/** The administrator's questions to the restored data, and how they were answered. */
import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import type { AssertionResult } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

export function AssertionResults({ results }: { results: readonly AssertionResult[] }): ReactElement | null {
  const { t } = useTranslation();
  if (results.length === 0) return null;
  return (
    <section className="stack-small">
      <h3>{t('assertion.results')}</h3>
      <ul className="plain-list">
        {results.map((result) => (
          <li key={result.name}>
            <Answer result={result} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Answer({ result }: { result: AssertionResult }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { name, sql, isTrue, message, durationMs } = result;
  return (
    <div className="stack-small">
      <div className={isTrue ? 'row' : 'row failure'}>
        {isTrue ? (
          <CheckCircleFilled className="success-sign" aria-hidden="true" />
        ) : (
          <CloseCircleFilled aria-hidden="true" />
        )}
        <strong className="break">{name}</strong>
        <span>{isTrue ? t('assertion.isTrue') : t('assertion.isNotTrue')}</span>
        <span className="muted">{format.duration(durationMs)}</span>
      </div>
      {message !== null && <div className="break">{message}</div>}
      <code className="break muted">{sql}</code>
    </div>
  );
}
