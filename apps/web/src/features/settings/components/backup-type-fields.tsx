/** What the schedule makes, and after how many incremental backups it begins anew. */
import { BACKUP_TYPES } from '@holdfast/contract';
import { Form, InputNumber, Select } from 'antd';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export function BackupTypeFields(): ReactElement {
  const { t } = useTranslation();
  const type: unknown = Form.useWatch('type');
  const chosen = BACKUP_TYPES.find((known) => known === type) ?? 'full';
  return (
    <div className="fields">
      <Form.Item name="type" label={t('settings.type')} extra={t(`backupTypeMeaning.${chosen}`)}>
        <Select options={BACKUP_TYPES.map((value) => ({ value, label: t(`backupType.${value}`) }))} />
      </Form.Item>
      <Form.Item
        name="maxChainLength"
        label={t('settings.maxChainLength')}
        extra={t('settings.maxChainLengthHint')}
        rules={[{ required: true, message: t('settings.needed') }]}
      >
        <InputNumber min={1} max={1000} precision={0} />
      </Form.Item>
    </div>
  );
}
