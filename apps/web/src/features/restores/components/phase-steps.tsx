/** The phases of a restore in their order, the running one with its figures. */
import { RESTORE_PHASES, type PhaseReport, type RestorePhase, type RestoreView } from '@holdfast/contract';
import { Steps } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';
import { PhaseFigures } from './phase-figures.js';
import { runKindOf, type RunKind } from './run-kind.js';

/** Those that every run of the mode goes through; others are shown when they come. */
const USUAL: Record<RunKind, readonly RestorePhase[]> = {
  preview: ['preflight', 'counting'],
  swap: ['verifying', 'preflight', 'safety-snapshot', 'loading', 'comparing', 'swapping'],
  'in-place': ['verifying', 'preflight', 'safety-snapshot', 'loading', 'comparing'],
  tables: ['verifying', 'preflight', 'safety-snapshot', 'loading', 'comparing'],
  drill: ['verifying', 'starting-server', 'loading', 'comparing', 'asserting'],
};

/** Waiting and done are states, not work. */
export function shownPhases(restore: RestoreView): RestorePhase[] {
  const seen = new Set([
    ...USUAL[runKindOf(restore)],
    restore.phase,
    ...reportsOf(restore).map(({ phase }) => phase),
  ]);
  return RESTORE_PHASES.filter((phase) => seen.has(phase) && phase !== 'waiting' && phase !== 'done');
}

function reportsOf(restore: RestoreView): readonly PhaseReport[] {
  return restore.report?.phases ?? restore.drill?.phases ?? [];
}

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
      items={shownPhases(restore).map((phase) => {
        const status = stepState(restore, phase);
        const report = reportsOf(restore).find((entry) => entry.phase === phase);
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
