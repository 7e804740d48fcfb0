/** The phases of a restore in their order, the running one with its figures. */
import { RESTORE_PHASES, type RestorePhase, type RestoreView } from '@holdfast/contract';
import { Steps } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';
import { PhaseFigures } from './phase-figures.js';

/** Those that people watch; waiting and done are states, not work. */
const SHOWN = RESTORE_PHASES.filter((phase) => phase !== 'waiting' && phase !== 'done');

type StepState = 'wait' | 'process' | 'finish' | 'error';

export function stepState(restore: RestoreView, phase: RestorePhase): StepState {
  const position = RESTORE_PHASES.indexOf(phase) - RESTORE_PHASES.indexOf(restore.phase);
  if (position < 0) return 'finish';
  if (position > 0) return 'wait';
  return restore.status === 'failed' || restore.status === 'canceled' ? 'error' : 'process';
}

export function PhaseSteps({ restore }: { restore: RestoreView }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Steps
      orientation="vertical"
      size="small"
      items={SHOWN.map((phase) => {
        const status = stepState(restore, phase);
        const report = restore.report?.phases.find((entry) => entry.phase === phase);
        return {
          title: t(`restorePhase.${phase}`),
          status,
          content:
            status === 'process' ? (
              <PhaseFigures detail={restore.detail} />
            ) : (
              report && <span className="muted">{format.duration(report.durationMs)}</span>
            ),
        };
      })}
    />
  );
}
