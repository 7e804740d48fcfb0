/** When restores are drilled, into what, and what the restored data is asked. */
import type { SettingsView } from '@holdfast/contract';
import { Form, Input, Switch } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { useStatus } from '../../../api/queries/use-status.js';
import { TimeText } from '../../../components/time-text.js';
import { AssertionRows } from './assertion-rows.js';
import { CRON_SHAPE } from './cron-shape.js';
import { SettingsCard } from './settings-card.js';

type Drill = SettingsView['drill'];
type Values = Omit<Drill, 'isScratchServerNamed'>;

export function DrillSettings({ drill }: { drill: Drill }): ReactElement {
  const { t } = useTranslation();
  const { isScratchServerNamed, ...initial } = drill;
  return (
    <SettingsCard<Values>
      title={t('drillSettings.title')}
      group="drill"
      initial={initial}
      toBody={(values) => ({ drill: values })}
    >
      <p className="muted">{t('drillSettings.intro')}</p>
      <Form.Item name="isEnabled" label={t('drillSettings.enabled')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <Form.Item
        name="cron"
        label={t('drillSettings.cron')}
        extra={t('settings.cronHint')}
        rules={[{ required: true, pattern: CRON_SHAPE, message: t('settings.cronBad') }]}
      >
        <Input spellCheck={false} autoComplete="off" />
      </Form.Item>
      <Form.Item label={t('drillSettings.next')}>
        <NextDrill />
      </Form.Item>
      <Form.Item label={t('drillSettings.server')}>
        {isScratchServerNamed ? t('drillSettings.named') : t('drillSettings.throwAway')}
      </Form.Item>
      <AssertionRows />
    </SettingsCard>
  );
}

function NextDrill(): ReactElement {
  const { t } = useTranslation();
  const status = useStatus();
  const next = status.data?.recovery.nextDrill ?? null;
  return next === null ? <span>{t('scheduler.none')}</span> : <TimeText iso={next} withAge />;
}
