/** The steps of a test: done, failed, or not supported, which is no failure. */
import { CheckCircleFilled, CloseCircleFilled, MinusCircleOutlined } from '@ant-design/icons';
import type { DestinationTestStep, DestinationTestView } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { ServerWords } from '../../../components/server-words.js';
import { useFormat } from '../../../formatting/use-format.js';

/** Without these a destination serves all the same. */
const OPTIONAL: readonly DestinationTestStep['name'][] = ['conditional-write', 'checksum'];

type StepOutcome = 'ok' | 'failed' | 'unsupported' | 'notReached';

export function outcomeOf({ ok, name, message }: DestinationTestStep): StepOutcome {
  if (ok !== null) return ok ? 'ok' : 'failed';
  return OPTIONAL.includes(name) || message !== null ? 'unsupported' : 'notReached';
}

const SIGNS: Record<StepOutcome, ReactElement> = {
  ok: <CheckCircleFilled className="success-sign" aria-hidden="true" />,
  failed: <CloseCircleFilled className="failure" aria-hidden="true" />,
  unsupported: <MinusCircleOutlined aria-hidden="true" />,
  notReached: <MinusCircleOutlined aria-hidden="true" />,
};

export function TestSteps({ result }: { result: DestinationTestView }): ReactElement {
  // After a failure nothing that follows was tried, whatever it is.
  const firstFailure = result.steps.findIndex(({ ok }) => ok === false);
  return (
    <ul className="plain-list">
      {result.steps.map((step, index) => {
        const isBehind = firstFailure >= 0 && index > firstFailure && step.ok === null;
        return (
          <li key={step.name}>
            <Step step={step} outcome={isBehind ? 'notReached' : outcomeOf(step)} />
          </li>
        );
      })}
    </ul>
  );
}

function Step({ step, outcome }: { step: DestinationTestStep; outcome: StepOutcome }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="stack-small">
      <div className="row">
        {SIGNS[outcome]}
        <span>{t(`testStep.${step.name}`)}</span>
        <span className={outcome === 'failed' ? 'failure' : 'muted'}>{t(`stepOutcome.${outcome}`)}</span>
        {step.ok !== null && <span className="muted figures">{format.duration(step.durationMs)}</span>}
      </div>
      {step.message !== null && <ServerWords text={step.message} />}
      {step.hint !== null && <ServerWords text={step.hint} />}
    </div>
  );
}
