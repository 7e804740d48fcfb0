/** The card around the chart; the chart's code is fetched only when it is shown. */
import { Card, Empty, Skeleton } from 'antd';
import { lazy, Suspense, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useBackups } from '../../../api/queries/use-backups.js';

const HistoryChart = lazy(async () => {
  const module = await import('./history-chart.js');
  return { default: module.HistoryChart };
});

const SHOWN_BACKUPS = 60;

export function HistoryChartCard(): ReactElement {
  const { t } = useTranslation();
  const backups = useBackups({ status: 'success', limit: SHOWN_BACKUPS });
  const placeholder = <Skeleton active title={false} paragraph={{ rows: 6 }} />;
  return (
    <Card size="small" title={t('chart.title')}>
      <div className="chart-box">
        {backups.data === undefined && placeholder}
        {backups.data?.items.length === 0 && (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('chart.empty')} />
        )}
        {backups.data !== undefined && backups.data.items.length > 0 && (
          <Suspense fallback={placeholder}>
            <HistoryChart backups={backups.data.items} />
          </Suspense>
        )}
      </div>
    </Card>
  );
}
