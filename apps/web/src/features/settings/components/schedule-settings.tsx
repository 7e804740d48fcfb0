/** When backups run and how long they are kept. */
import type { SettingsView } from '@holdfast/contract';
import { Form, Input, InputNumber, Select, Switch } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { BackupTypeFields } from './backup-type-fields.js';
import { CRON_SHAPE } from './cron-shape.js';
import { SettingsCard } from './settings-card.js';
import { timeZones } from './time-zones.js';

export function ScheduleSettings({ backup }: { backup: SettingsView['backup'] }): ReactElement {
  const { t } = useTranslation();
  return (
    <SettingsCard
      title={t('settings.schedule')}
      group="backup"
      initial={backup}
      toBody={(values) => ({ backup: { ...values, retentionCount: values.retentionCount ?? null } })}
    >
      <Form.Item name="isEnabled" label={t('settings.enabled')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <div className="fields">
        <Form.Item
          name="cron"
          label={t('settings.cron')}
          extra={t('settings.cronHint')}
          rules={[{ required: true, pattern: CRON_SHAPE, message: t('settings.cronBad') }]}
        >
          <Input spellCheck={false} autoComplete="off" />
        </Form.Item>
        <Form.Item name="timezone" label={t('settings.timezone')}>
          <Select
            showSearch
            options={timeZones(backup.timezone).map((zone) => ({ value: zone, label: zone }))}
          />
        </Form.Item>
      </div>
      <BackupTypeFields />
      <div className="fields">
        <Form.Item
          name="retentionDays"
          label={t('settings.retentionDays')}
          extra={t('settings.retentionHint')}
          rules={[{ required: true, message: t('settings.needed') }]}
        >
          <InputNumber min={1} max={3650} precision={0} />
        </Form.Item>
        <Form.Item name="retentionCount" label={t('settings.retentionCount')} extra={t('settings.countHint')}>
          <InputNumber min={1} max={10_000} precision={0} />
        </Form.Item>
      </div>
    </SettingsCard>
  );
}
