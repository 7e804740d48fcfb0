/** The status at a glance: headline, alerts, figures and the last 30 days. */
import type { StatusView } from '@holdfast/contract';
import { Card } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { DayCalendar } from './day-calendar.js';
import { HistoryChartCard } from './history-chart-card.js';
import { NeverDrilled } from './never-drilled.js';
import { SafetyHeadline } from './safety-headline.js';
import { StatusAlerts } from './status-alerts.js';
import { StatusFacts } from './status-facts.js';

export function BackupStatusPanel({ status }: { status: StatusView }): ReactElement {
  const { t } = useTranslation();
  return (
    <section className="stack" aria-label={t('status.title')}>
      <SafetyHeadline status={status} />
      <StatusAlerts alerts={status.alerts} />
      <NeverDrilled status={status} />
      <StatusFacts status={status} />
      <div className="split">
        <Card size="small" title={t('calendar.title', { zone: status.timezone })}>
          <DayCalendar days={status.days} timezone={status.timezone} />
        </Card>
        <HistoryChartCard />
      </div>
    </section>
  );
}
