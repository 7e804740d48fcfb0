/** Whether the scheduler runs, its last and next run, and the switch. */
import type { SchedulerView } from '@holdfast/contract';
import { Button, Card, Descriptions, Skeleton, Tag } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { QueryNotice } from '../../../components/query-notice.js';
import { TimeText } from '../../../components/time-text.js';
import { useAnnounce } from '../../../components/use-announce.js';
import { useScheduler } from '../api/get-scheduler.js';
import { useStartScheduler } from '../api/start-scheduler.js';
import { useStopScheduler } from '../api/stop-scheduler.js';

export function SchedulerCard(): ReactElement {
  const { t } = useTranslation();
  const scheduler = useScheduler();
  return (
    <Card title={t('scheduler.title')}>
      <div className="stack">
        <QueryNotice query={scheduler} />
        {scheduler.isPending && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
        {scheduler.data !== undefined && <SchedulerBody scheduler={scheduler.data} />}
      </div>
    </Card>
  );
}

function SchedulerBody({ scheduler }: { scheduler: SchedulerView }): ReactElement {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const start = useStartScheduler();
  const stop = useStopScheduler();
  const action = scheduler.isRunning ? stop : start;
  const send = (): void => action.mutate(undefined, { onError: (error) => announce.failure(error) });
  const moment = (iso: string | null): ReactElement | string =>
    iso === null ? t('scheduler.none') : <TimeText iso={iso} withAge />;
  const state = scheduler.isRunning ? (
    <Tag color="success">{t('scheduler.running')}</Tag>
  ) : (
    <Tag color="warning">{t('scheduler.stopped')}</Tag>
  );
  return (
    <>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'state', label: t('scheduler.state'), children: state },
          { key: 'next', label: t('scheduler.next'), children: moment(scheduler.nextRun) },
          { key: 'last', label: t('scheduler.last'), children: moment(scheduler.lastRun) },
        ]}
      />
      <div>
        <Button onClick={send} loading={action.isPending} danger={scheduler.isRunning}>
          {scheduler.isRunning ? t('scheduler.stop') : t('scheduler.start')}
        </Button>
      </div>
    </>
  );
}
