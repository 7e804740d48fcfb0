/** Thirty days, one cell each: whether backups succeeded or failed, by sign, colour and words. */
import type { DayView } from '@holdfast/contract';
import { Tooltip } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useFormat } from '../../../formatting/use-format.js';

export type DayState = 'empty' | 'good' | 'mixed' | 'bad';

const SIGNS: Record<DayState, string> = { empty: '–', good: '✓', mixed: '!', bad: '✕' };

export function dayState(day: DayView): DayState {
  if (day.failed === 0) return day.succeeded === 0 ? 'empty' : 'good';
  return day.succeeded === 0 ? 'bad' : 'mixed';
}

interface Props {
  days: readonly DayView[];
  timezone: string;
}

export function DayCalendar({ days, timezone }: Props): ReactElement {
  const { t } = useTranslation();
  const states: DayState[] = ['good', 'mixed', 'bad', 'empty'];
  return (
    <>
      <ol className="calendar" aria-label={t('calendar.title', { zone: timezone })}>
        {days.map((day) => (
          <DayCell key={day.date} day={day} />
        ))}
      </ol>
      <div className="legend muted" aria-hidden="true">
        {states.map((state) => (
          <span key={state}>
            {SIGNS[state]} {t(`calendar.${state}`)}
          </span>
        ))}
      </div>
    </>
  );
}

function DayCell({ day }: { day: DayView }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const state = dayState(day);
  const label = t('calendar.day', {
    date: format.day(day.date),
    succeeded: day.succeeded,
    failed: day.failed,
  });
  return (
    <Tooltip title={label}>
      <li className={`day-${state}`} aria-label={label} data-date={day.date}>
        <span aria-hidden="true">{SIGNS[state]}</span>
      </li>
    </Tooltip>
  );
}
