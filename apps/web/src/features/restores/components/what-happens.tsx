/** The steps of a restore beforehand, in plain words. */
import type { RestoreStrategy, TablePlacement } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

const STEPS = ['snapshot', 'load', 'compare', 'swap', 'undo'] as const;

interface Props {
  strategy: RestoreStrategy;
  placement: TablePlacement;
}

export function WhatHappens({ strategy, placement }: Props): ReactElement {
  const { t } = useTranslation();
  const plan = strategy === 'tables' ? `tables-${placement}` : strategy;
  return (
    <ol className="steps-text">
      {STEPS.map((step) => (
        <li key={step}>{t(`plan.${plan}.${step}`)}</li>
      ))}
    </ol>
  );
}
