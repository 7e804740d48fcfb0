/** The steps of a restore beforehand, in plain words. */
import type { RestoreStrategy } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

const STEPS = ['snapshot', 'load', 'compare', 'swap', 'undo'] as const;

export function WhatHappens({ strategy }: { strategy: RestoreStrategy }): ReactElement {
  const { t } = useTranslation();
  return (
    <ol className="steps-text">
      {STEPS.map((step) => (
        <li key={step}>{t(`plan.${strategy}.${step}`)}</li>
      ))}
    </ol>
  );
}
