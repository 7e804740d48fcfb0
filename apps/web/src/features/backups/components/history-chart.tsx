/** Size and duration of the backups over time; the table below says the same in figures. */
import type { BackupView } from '@holdfast/contract';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';

import { useFormat } from '../../../formatting/use-format.js';

const SIZE_COLOR = '#5aa5b5';
/** Drawn until the box was measured. */
const INITIAL_SIZE = { width: 420, height: 220 };
const DURATION_COLOR = '#a86200';

interface Point {
  time: string;
  sizeBytes: number;
  durationMs: number;
}

/** Oldest first, as time runs in a chart. */
export function chartPoints(backups: readonly BackupView[]): Point[] {
  return backups
    .map(({ createdAt, sizeBytes, durationMs }) => ({
      time: createdAt,
      sizeBytes: sizeBytes ?? 0,
      durationMs: durationMs ?? 0,
    }))
    .reverse();
}

export function HistoryChart({ backups }: { backups: readonly BackupView[] }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const axis = { fontSize: 12 };
  return (
    <div role="img" aria-label={t('chart.label', { count: backups.length })} style={{ height: '100%' }}>
      <ResponsiveContainer width="100%" height="100%" initialDimension={INITIAL_SIZE}>
        <ComposedChart data={chartPoints(backups)} margin={{ top: 4, right: 0, bottom: 0, left: 0 }}>
          <CartesianGrid vertical={false} stroke="#e4e8ea" />
          <XAxis dataKey="time" tickFormatter={format.shortDay} minTickGap={40} tick={axis} />
          <YAxis yAxisId="size" width={64} tickFormatter={format.size} tick={axis} />
          <YAxis
            yAxisId="duration"
            orientation="right"
            width={72}
            tickFormatter={format.duration}
            tick={axis}
          />
          <Tooltip
            labelFormatter={(time) => (typeof time === 'string' ? format.time(time) : null)}
            formatter={(value, _name, item) =>
              item.dataKey === 'sizeBytes' ? format.size(Number(value)) : format.duration(Number(value))
            }
          />
          <Legend position="top" height={28} />
          <Bar
            yAxisId="size"
            dataKey="sizeBytes"
            name={t('chart.size')}
            fill={SIZE_COLOR}
            isAnimationActive={false}
          />
          <Line
            yAxisId="duration"
            dataKey="durationMs"
            name={t('chart.duration')}
            stroke={DURATION_COLOR}
            dot={{ r: 2 }}
            isAnimationActive={false}
          />
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}
