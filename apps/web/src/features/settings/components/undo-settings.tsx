/** For how long a restore can be undone. */
import type { SettingsView } from '@holdfast/contract';
import { Form, InputNumber } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

import { SettingsCard } from './settings-card.js';

export function UndoSettings({ restore }: { restore: SettingsView['restore'] }): ReactElement {
  const { t } = useTranslation();
  return (
    <SettingsCard
      group="restore"
      title={t('settings.restore')}
      initial={restore}
      toBody={(values) => ({ restore: values })}
    >
      <Form.Item
        name="undoHours"
        label={t('settings.undoHours')}
        extra={t('settings.undoHoursHint')}
        rules={[{ required: true, message: t('settings.needed') }]}
      >
        <InputNumber min={0} max={720} precision={0} />
      </Form.Item>
    </SettingsCard>
  );
}
